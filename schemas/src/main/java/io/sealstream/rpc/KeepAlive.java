package io.sealstream.rpc;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.WebSocketBase;
import java.time.Duration;

/** Pings the other end, and closes a connection that has been silent for too long. Times: go-jsonrpc. */
final class KeepAlive {
    static final Duration PING = Duration.ofSeconds(5);
    static final Duration SILENCE = Duration.ofSeconds(30);
    private static final short GOING_AWAY = 1001;

    private final Vertx vertx;
    private final WebSocketBase socket;
    private final long timer;
    private final long silencePings;
    private long unanswered;

    /** Must be made on the socket's event loop. */
    KeepAlive(Vertx vertx, WebSocketBase socket, Duration ping, Duration silence) {
        this.vertx = vertx;
        this.socket = socket;
        this.silencePings = Math.max(1, silence.dividedBy(ping));
        this.timer = vertx.setPeriodic(ping.toMillis(), tick -> ping());
        socket.pongHandler(pong -> heard());
    }

    /** Anything arrived. */
    void heard() {
        unanswered = 0;
    }

    void stop() {
        vertx.cancelTimer(timer);
    }

    private void ping() {
        if (unanswered >= silencePings) {
            stop();
            socket.close(GOING_AWAY, "silent for too long");
            return;
        }
        unanswered++;
        socket.writePing(Buffer.buffer());
    }
}
