package io.sealstream.preflight.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.node.stores.Holder;
import io.sealstream.node.stores.StoreSpec;
import io.sealstream.preflight.facts.FolderFacts;
import io.sealstream.preflight.facts.Machine;
import io.sealstream.preflight.facts.StoreFacts;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProbesTest {
    @TempDir
    private Path home;

    @Test
    void shouldLookAtThisMachine() {
        Machine machine = MachineProbe.look();

        assertThat(machine.jdkFeature()).isEqualTo(Runtime.version().feature());
        assertThat(machine.memory()).isPositive();
        assertThat(machine.cpuFlags()).isNotEmpty();
        assertThat(machine.openFiles().value()).isPositive();
    }

    @Test
    void shouldMeasureAStoreAndLeaveNothingThere() throws Exception {
        Holder.init(home, "scratch-1");

        StoreFacts facts = FolderProbe.store(new StoreSpec("scratch-1", StoreSpec.Kind.SCRATCH, home));

        assertThat(facts.trouble()).isEmpty();
        assertThat(facts.free()).isPositive();
        assertThat(facts.writeRate()).isPositive();
        assertThat(facts.readRate()).isPositive();
        try (var files = Files.list(home)) {
            assertThat(files).containsExactly(home.resolve(Holder.FILE));
        }
    }

    @Test
    void shouldNotWriteIntoWhatIsNoStore() {
        StoreFacts facts = FolderProbe.store(new StoreSpec("scratch-1", StoreSpec.Kind.SCRATCH, home));

        assertThat(facts.trouble()).contains("has no file .holder");
        assertThat(home).isEmptyDirectory();
    }

    @Test
    void shouldTellWhetherAFolderCanBeMade() {
        assertThat(FolderProbe.folder(home.resolve("a/b"))).isEqualTo(new FolderFacts(false, true, "", 0));
        assertThat(FolderProbe.folder(Path.of("/proc/nothing")).exists()).isFalse();
        assertThat(FolderProbe.folder(home).permissions()).hasSize(9);
    }

    @Test
    void shouldReadTheClockOfAWebServer() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> answerOnce(server));
            URI address = URI.create("http://127.0.0.1:" + server.getLocalPort() + "/rpc/v1");
            Instant ours = Instant.parse("2026-11-26T12:00:00Z");

            assertThat(new WebClock(() -> ours).ahead(address)).contains(Duration.ofMillis(10_500));
        }
        assertThat(new WebClock(Instant::now).ahead(URI.create("http://127.0.0.1:1/"))).isEmpty();
    }

    /** The JDK's own server always sends the true date. */
    private static void answerOnce(ServerSocket server) {
        try (Socket client = server.accept()) {
            BufferedReader request = new BufferedReader(
                    new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII));
            assertThat(request.lines().takeWhile(line -> !line.isEmpty())).isNotEmpty();
            String answer = String.join("\r\n", "HTTP/1.1 405 Method Not Allowed", "Date: Thu, 26 Nov 2026 12:00:10 GMT",
                    "Content-Length: 0", "Connection: close", "", "");
            client.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
