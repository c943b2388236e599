package io.sealstream.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.LongNode;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocket;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One connection of a client: its pending calls and its channels. Used on its event loop only. */
final class ClientSession {
    private static final Logger LOGGER = LoggerFactory.getLogger(ClientSession.class);
    /** More calls at once fail: the server would refuse them too. */
    private static final int MAX_PENDING = ServerConnection.MAX_CALLS;

    private final Vertx vertx;
    private final WebSocket socket;
    private final RpcClientOptions options;
    private final KeepAlive keepAlive;
    private final Map<Long, Pending> pending = new HashMap<>();
    private final Map<Long, Channel> channels = new HashMap<>();

    /**
     * A call without its answer.
     *
     * @param answered told the result before the promise is, so that no value of a channel can overtake it
     */
    record Pending(Promise<JsonNode> promise, String method, Consumer<JsonNode> answered) {}

    private record Channel(Consumer<JsonNode> values, Consumer<String> ended) {}

    ClientSession(Vertx vertx, WebSocket socket, RpcClientOptions options) {
        this.vertx = vertx;
        this.socket = socket;
        this.options = options;
        this.keepAlive = new KeepAlive(vertx, socket, KeepAlive.PING, KeepAlive.SILENCE);
        socket.textMessageHandler(text -> {
            keepAlive.heard();
            received(text);
        });
        socket.exceptionHandler(e -> LOGGER.atDebug().addKeyValue("url", options.url()).setCause(e).log("WebSocket failed"));
    }

    void send(long id, List<? extends JsonNode> params, Pending call) {
        if (pending.size() >= MAX_PENDING) {
            call.promise().fail(new RpcUnavailableException(call.method() + ": " + MAX_PENDING + " calls are waiting already"));
            return;
        }
        pending.put(id, call);
        long timer = vertx.setTimer(options.callTimeout().toMillis(), late -> {
            if (pending.remove(id) != null) {
                write(Wire.notification(Wire.CANCEL, List.of(LongNode.valueOf(id))));
                call.promise().fail(new RpcUnavailableException(call.method() + " at " + options.url() + " got no answer in "
                        + options.callTimeout().toMillis() + " ms"));
            }
        });
        call.promise().future().onComplete(done -> vertx.cancelTimer(timer));
        write(Wire.call(id, call.method(), params));
    }

    void write(String text) {
        socket.writeTextMessage(text);
    }

    void listen(long channel, Consumer<JsonNode> values, Consumer<String> ended) {
        channels.put(channel, new Channel(values, ended));
    }

    /** Stops listening; false where the channel had ended already. */
    boolean forget(long channel) {
        return channels.remove(channel) != null;
    }

    /** The connection is over: everything that waits for it fails. */
    void end(String reason) {
        keepAlive.stop();
        List<Pending> calls = List.copyOf(pending.values());
        pending.clear();
        calls.forEach(call -> call.promise().fail(new RpcUnavailableException(call.method() + ": " + reason)));
        List<Channel> open = List.copyOf(channels.values());
        channels.clear();
        open.forEach(channel -> channel.ended().accept(reason));
    }

    private void received(String text) {
        JsonNode message;
        try {
            message = Wire.parse(text);
        } catch (RpcException e) {
            LOGGER.atWarn().addKeyValue("url", options.url()).addKeyValue("problem", e.getMessage())
                    .log("The server sent no JSON");
            return;
        }
        switch (message.path("method").asText("")) {
            case Wire.CHANNEL_VALUE -> value(message.path("params"));
            case Wire.CHANNEL_CLOSE -> closed(message.path("params").path(0).asLong());
            default -> answer(message);
        }
    }

    private void value(JsonNode params) {
        Channel channel = channels.get(params.path(0).asLong());
        if (channel != null) {
            channel.values().accept(params.path(1));
        }
    }

    private void closed(long id) {
        Channel channel = channels.remove(id);
        if (channel != null) {
            channel.ended().accept("the server closed the channel");
        }
    }

    private void answer(JsonNode message) {
        Pending call = pending.remove(message.path("id").asLong(0));
        if (call == null) {
            LOGGER.atDebug().addKeyValue("url", options.url()).log("An answer to nothing that waits");
            return;
        }
        try {
            JsonNode result = Answers.result(message);
            call.answered().accept(result);
            call.promise().complete(result);
        } catch (RpcException e) {
            call.promise().fail(e);
        }
    }
}
