package io.sealstream.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.LongNode;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;

/** A channel of one connection. Values sent before the caller knows the channel's id wait for it. */
final class ServerChannel implements ChannelSink {
    private final long id;
    private final ServerConnection connection;
    private final Promise<Void> ended;
    private final Queue<JsonNode> early = new ArrayDeque<>();
    private boolean open;
    private boolean closeWhenOpen;

    /** @param ended the call's cancellation: the channel ends with it */
    ServerChannel(long id, ServerConnection connection, Promise<Void> ended) {
        this.id = id;
        this.connection = connection;
        this.ended = ended;
    }

    long id() {
        return id;
    }

    synchronized void opened() {
        open = true;
        while (!early.isEmpty()) {
            write(early.remove());
        }
        if (closeWhenOpen) {
            end();
        }
    }

    @Override
    public synchronized boolean send(JsonNode value) {
        if (ended.future().isComplete() || closeWhenOpen) {
            return false;
        }
        if (open) {
            write(value);
        } else if (early.size() < ServerConnection.MAX_UNSENT) {
            early.add(value);
        } else {
            return false;
        }
        return true;
    }

    @Override
    public synchronized void close() {
        if (open) {
            end();
        } else {
            closeWhenOpen = true;
        }
    }

    @Override
    public Future<Void> closed() {
        return ended.future();
    }

    private void end() {
        if (ended.tryComplete()) {
            connection.notify(Wire.CHANNEL_CLOSE, List.of(LongNode.valueOf(id)));
        }
    }

    private void write(JsonNode value) {
        connection.notify(Wire.CHANNEL_VALUE, List.of(LongNode.valueOf(id), value));
    }
}
