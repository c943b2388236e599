package io.sealstream.devnet.up;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Chooses free ports on the loopback interface, once in the life of a home. They lie below those that the system gives to outgoing connections:
 * else one of them could be taken by any program while the devnet is down.
 */
final class Ports {
    static final String BROKER = "broker";
    static final String REGISTRY = "registry";
    static final String CHAIN = "chain";
    static final String SIGNER = "signer";
    static final String MANAGER = "manager";
    static final String NODE = "node";
    private static final int FIRST = 10_000;
    /** Linux gives ports from here on to outgoing connections. */
    private static final int EPHEMERAL = 32_768;
    private static final int ATTEMPTS = 1_000;
    private static final List<String> NAMES = List.of(REGISTRY, CHAIN, SIGNER, MANAGER, NODE);

    private Ports() {}

    /** The name of the port where the controller of a broker listens; a single broker takes any. */
    static String controller(String broker) {
        return broker + "-controller";
    }

    /** @param brokers names of the broker processes */
    static Map<String, Integer> choose(List<String> brokers) {
        Map<String, Integer> chosen = new TreeMap<>();
        List<ServerSocket> held = new ArrayList<>();
        try {
            List<String> names = new ArrayList<>(NAMES);
            names.addAll(brokers);
            brokers.stream().filter(broker -> brokers.size() > 1).map(Ports::controller).forEach(names::add);
            for (String name : names) {
                ServerSocket socket = free();
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

    private static ServerSocket free() throws IOException {
        for (int attempt = 1;; attempt++) {
            try {
                return new ServerSocket(ThreadLocalRandom.current().nextInt(FIRST, EPHEMERAL), 1,
                        InetAddress.getLoopbackAddress());
            } catch (BindException e) {
                if (attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }
}
