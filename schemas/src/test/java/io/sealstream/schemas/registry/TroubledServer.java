package io.sealstream.schemas.registry;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * A server that treats each connection as its script says and the last one's way ever after. It speaks just enough HTTP to fail at any
 * byte of it.
 */
final class TroubledServer implements AutoCloseable {
    /** What is done with a connection whose request has been read. */
    @FunctionalInterface
    interface Trouble {
        void happen(Socket connection) throws IOException;
    }

    private final ServerSocket listener;
    private final boolean listens;
    private final Queue<Trouble> script = new ConcurrentLinkedQueue<>();
    private final Queue<String> asked = new ConcurrentLinkedQueue<>();
    private final Queue<Socket> open = new ConcurrentLinkedQueue<>();

    TroubledServer(Trouble... troubles) throws IOException {
        this(true, troubles);
    }

    private TroubledServer(boolean listens, Trouble... troubles) throws IOException {
        this.listens = listens;
        this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        script.addAll(List.of(troubles));
        Thread.ofVirtual().start(this::accept);
    }

    /** One that says the same to everybody at once, whatever they want. */
    static TroubledServer talking(String bytes) throws IOException {
        return new TroubledServer(false, say(bytes));
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + listener.getLocalPort());
    }

    int requests() {
        return asked.size();
    }

    /** Closes without a word. */
    static Trouble drop() {
        return Socket::close;
    }

    /** Resets the connection. */
    static Trouble reset() {
        return connection -> {
            connection.setSoLinger(true, 0);
            connection.close();
        };
    }

    /** Says nothing, and holds the connection until the other side gives it up. */
    static Trouble stall() {
        return connection -> hold(connection, "");
    }

    /** Sends that much and no more. */
    static Trouble stallAfter(String bytes) {
        return connection -> hold(connection, bytes);
    }

    /** Sends that and closes. */
    static Trouble say(String bytes) {
        return connection -> {
            connection.getOutputStream().write(bytes.getBytes(StandardCharsets.UTF_8));
            connection.close();
        };
    }

    /** A whole answer. */
    static Trouble answer(String status, String body) {
        int length = body.getBytes(StandardCharsets.UTF_8).length;
        return say("HTTP/1.1 " + status + "\r\nConnection: close\r\nContent-Length: " + length + "\r\n\r\n" + body);
    }

    private static void hold(Socket connection, String bytes) throws IOException {
        connection.getOutputStream().write(bytes.getBytes(StandardCharsets.UTF_8));
        connection.getOutputStream().flush();
        connection.getInputStream().readAllBytes();
    }

    private void accept() {
        try {
            while (true) {
                Socket connection = listener.accept();
                open.add(connection);
                Thread.ofVirtual().start(() -> serve(connection));
            }
        } catch (IOException e) {
            // Closed: the test is over.
        }
    }

    private void serve(Socket connection) {
        try {
            if (listens) {
                readRequest(connection);
            }
            Trouble next = script.size() > 1 ? script.remove() : script.element();
            next.happen(connection);
        } catch (IOException e) {
            // The client has left, which is what these tests make it do.
        }
    }

    private void readRequest(Socket connection) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.ISO_8859_1));
        asked.add(String.valueOf(in.readLine()));
        int body = 0;
        for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
            body = line.regionMatches(true, 0, "Content-Length: ", 0, 16) ? Integer.parseInt(line.substring(16).strip()) : body;
        }
        long _ = in.skip(body);
    }

    @Override
    public void close() {
        try {
            listener.close();
            for (Socket connection : open) {
                connection.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
