package io.sealstream.devnet.up;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Chooses free ports on the loopback interface, once in the life of a home. */
final class Ports {
    static final String BROKER = "broker";
    static final String REGISTRY = "registry";
    static final String CHAIN = "chain";
    static final String SIGNER = "signer";
    static final String MANAGER = "manager";
    static final String NODE = "node";
    private static final List<String> NAMES = List.of(BROKER, REGISTRY, CHAIN, SIGNER, MANAGER, NODE);

    private Ports() {}

    static Map<String, Integer> choose() {
        Map<String, Integer> chosen = new TreeMap<>();
        List<ServerSocket> held = new ArrayList<>();
        try {
            for (String name : NAMES) {
                ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                held.add(socket);
                chosen.put(name, socket.getLocalPort());
            }
            for (ServerSocket socket : held) {
                socket.close();
            }
            return chosen;
        } catch (IOException e) {
            throw new DevnetException("No free port on the loopback interface (" + e.getMessage() + "): close some programs.", e);
        }
    }
}
