package io.sealstream.manager.edge.chain;

import com.fasterxml.jackson.databind.JsonNode;
import io.sealstream.filecoin.CodecException;
import io.sealstream.filecoin.json.FilecoinJson;
import io.sealstream.manager.edge.chain.ChainCallException.Kind;
import io.sealstream.rpc.JsonRpcSocket;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** {@code ChainNotify} over a WebSocket (chain.md 3.2): each value is a list of changes, the first one is the current head. */
public final class NotifyFeed implements HeadFeed {
    private static final String METHOD = "Filecoin.ChainNotify";
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final JsonRpcSocket socket;

    public NotifyFeed(JsonRpcSocket socket) {
        this.socket = socket;
    }

    @Override
    public Subscription subscribe(Listener listener) {
        Future<JsonRpcSocket.Subscription> open = socket.connected()
                .compose(connected -> socket.subscribe(METHOD, List.of(), value -> changed(value, listener), listener::dropped));
        try {
            JsonRpcSocket.Subscription subscription = open.toCompletionStage().toCompletableFuture().get(PATIENCE.toMillis(),
                    TimeUnit.MILLISECONDS);
            return subscription::cancel;
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new ChainCallException(Kind.UNREACHABLE, "ChainNotify: " + cause.getMessage(), cause);
        } catch (TimeoutException e) {
            // Were the connection made after all, nobody would listen to it.
            open.onSuccess(JsonRpcSocket.Subscription::cancel);
            throw new ChainCallException(Kind.UNREACHABLE, "no connection to the chain node's WebSocket", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ChainCallException(Kind.UNREACHABLE, "interrupted while connecting to the chain node", e);
        }
    }

    private static void changed(JsonNode value, Listener listener) {
        try {
            listener.changed(
                    new Answer("ChainNotify", FilecoinJson.toTree(value)).items().stream().map(NotifyFeed::change).toList());
        } catch (CodecException e) {
            listener.dropped("ChainNotify cannot be read: " + e.getMessage());
        } catch (ChainCallException e) {
            listener.dropped(e.reason());
        }
    }

    private static Change change(Answer change) {
        String type = change.at("Type").text();
        return new Change(switch (type) {
            case "current" -> Change.Type.CURRENT;
            case "apply" -> Change.Type.APPLY;
            case "revert" -> Change.Type.REVERT;
            default -> throw new ChainCallException(Kind.UNREADABLE, "ChainNotify has an unknown change '" + type + "'");
        }, NamedTipset.of(change.at("Val")));
    }
}
