package io.sealstream.node.fetch;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A local mirror whose files misbehave as told. Its log has a line for each GET: name, and from which byte on. */
public final class MirrorServer implements AutoCloseable {
    private static final int OK = 200;
    private static final int PART = 206;
    private static final int NOT_FOUND = 404;
    private static final int NO_SUCH_RANGE = 416;
    private static final long CHUNKED = 0;
    private static final long NO_BODY = -1;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Map<String, Behaviour> files = new ConcurrentHashMap<>();
    public final List<String> log = new CopyOnWriteArrayList<>();

    /** How a file is served: GETs only, HEADs are answered honestly by {@link #length}. */
    public interface Behaviour {
        void answer(HttpExchange exchange, long from) throws IOException;

        default long length() {
            return NO_BODY;
        }
    }

    public MirrorServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    public Mirror mirror() {
        return new Mirror("http://127.0.0.1:" + server.getAddress().getPort() + "/{name}");
    }

    public MirrorServer serve(String name, Behaviour behaviour) {
        files.put(name, behaviour);
        return this;
    }

    private void handle(HttpExchange exchange) throws IOException {
        String name = exchange.getRequestURI().getPath().substring(1);
        @Nullable
        Behaviour file = files.get(name);
        try (exchange) {
            if (exchange.getRequestMethod().equals("HEAD")) {
                head(exchange, file);
                return;
            }
            @Nullable
            String range = exchange.getRequestHeaders().getFirst("Range");
            long from = range == null ? 0 : Long.parseLong(range.replaceAll("bytes=(\\d+)-", "$1"));
            log.add(name + " " + from);
            if (file == null) {
                exchange.sendResponseHeaders(NOT_FOUND, NO_BODY);
            } else {
                file.answer(exchange, from);
            }
        }
    }

    private static void head(HttpExchange exchange, @Nullable Behaviour file) throws IOException {
        if (file != null && file.length() >= 0) {
            exchange.getResponseHeaders().set("Content-Length", Long.toString(file.length()));
        }
        exchange.sendResponseHeaders(file == null ? NOT_FOUND : OK, NO_BODY);
    }

    /** Serves as it should. */
    public static Behaviour honest(byte[] content) {
        return new Behaviour() {
            @Override
            public void answer(HttpExchange exchange, long from) throws IOException {
                send(exchange, content, (int) from, content.length, content.length);
            }

            @Override
            public long length() {
                return content.length;
            }
        };
    }

    /** Ends the connection at these places, at one after the other; then serves as it should. */
    static Behaviour breakingOff(byte[] content, int... places) {
        AtomicInteger calls = new AtomicInteger();
        return (exchange, from) -> {
            int call = calls.getAndIncrement();
            send(exchange, content, (int) from, call < places.length ? places[call] : content.length, content.length);
        };
    }

    /** Says that the file is longer than what it sends. */
    static Behaviour promising(byte[] content, int more) {
        return (exchange, from) -> send(exchange, content, (int) from, content.length, content.length + more);
    }

    /** Sends everything whatever it is asked for; begins with half of it. */
    static Behaviour ignoringRanges(byte[] content) {
        AtomicInteger calls = new AtomicInteger();
        return (exchange, from) -> send(exchange, content, 0, calls.getAndIncrement() == 0 ? content.length / 2 : content.length,
                content.length);
    }

    /** Sends some bytes and then nothing, with the connection open. */
    Behaviour stalling(byte[] content, int after) {
        return (exchange, from) -> {
            exchange.sendResponseHeaders(OK, content.length);
            OutputStream body = exchange.getResponseBody();
            body.write(content, 0, after);
            body.flush();
            try {
                closed.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        };
    }

    /** Does not say how long the file is. */
    static Behaviour chunked(byte[] content) {
        return (exchange, from) -> {
            exchange.sendResponseHeaders(OK, CHUNKED);
            exchange.getResponseBody().write(content);
        };
    }

    /** Fails with that status a few times, then serves as it should. */
    static Behaviour failing(int status, int times, byte[] content) {
        AtomicInteger calls = new AtomicInteger();
        return (exchange, from) -> {
            if (calls.getAndIncrement() < times) {
                exchange.sendResponseHeaders(status, NO_BODY);
            } else {
                send(exchange, content, (int) from, content.length, content.length);
            }
        };
    }

    /** Answers a request for a rest with another rest. */
    static Behaviour otherRange(byte[] content) {
        return (exchange, from) -> {
            exchange.getResponseHeaders().set("Content-Range",
                    "bytes " + (from + 1) + "-" + (content.length - 1) + "/" + content.length);
            exchange.sendResponseHeaders(PART, content.length - from - 1);
            exchange.getResponseBody().write(content, (int) from + 1, content.length - (int) from - 1);
        };
    }

    private static void send(HttpExchange exchange, byte[] content, int from, int until, int total) throws IOException {
        if (from > 0 && from >= total) {
            exchange.getResponseHeaders().set("Content-Range", "bytes */" + total);
            exchange.sendResponseHeaders(NO_SUCH_RANGE, NO_BODY);
            return;
        }
        if (from > 0) {
            exchange.getResponseHeaders().set("Content-Range", "bytes " + from + "-" + (total - 1) + "/" + total);
        }
        exchange.sendResponseHeaders(from > 0 ? PART : OK, total - from);
        exchange.getResponseBody().write(content, from, Math.max(0, until - from));
        exchange.getResponseBody().flush();
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
