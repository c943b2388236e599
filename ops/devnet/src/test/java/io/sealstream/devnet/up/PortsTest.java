package io.sealstream.devnet.up;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PortsTest {
    /** Linux gives ports from here on to outgoing connections of any program. */
    private static final int EPHEMERAL = 32_768;

    @Test
    void shouldChoosePortsThatNoOutgoingConnectionCanTakeWhileTheDevnetIsDown() {
        Map<String, Integer> ports = Ports.choose(List.of(Ports.BROKER));

        assertThat(ports.values()).hasSize(6).doesNotHaveDuplicates().allMatch(port -> port > 1023 && port < EPHEMERAL);
    }

    @Test
    void shouldChooseFreePorts() throws IOException {
        for (int port : Ports.choose(List.of(Ports.BROKER)).values()) {
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                assertThat(socket.isBound()).isTrue();
            }
        }
    }
}
