package io.sealstream.conformance;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** Apicurio Registry with everything in memory: one for each JVM, stopped when that ends. */
final class Apicurio {
    private static final Duration START = Duration.ofMinutes(5);
    private static final Duration ANSWER = Duration.ofSeconds(5);
    private static @Nullable URI running;

    private Apicurio() {}

    /** Base URL of its Confluent-compatible API. */
    static synchronized URI url() {
        URI known = running;
        if (known == null) {
            known = start();
            running = known;
        }
        return known;
    }

    private static URI start() {
        int port = freePort();
        Peer peer = Peer.server("apicurio", Integer.toString(port), Integer.toString(freePort()));
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(peer::close));
        URI url = URI.create("http://127.0.0.1:" + port + "/apis/ccompat/v7");
        try (HttpClient http = HttpClient.newHttpClient()) {
            Awaitility.await("Apicurio answers").atMost(START).pollInterval(Duration.ofMillis(500))
                    .failFast("Apicurio has ended", () -> !peer.process().isAlive()).until(() -> answers(http, url));
        }
        return url;
    }

    private static boolean answers(HttpClient http, URI url) throws InterruptedException {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create(url + "/subjects")).timeout(ANSWER).build();
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException("no free port on the loopback interface", e);
        }
    }
}
