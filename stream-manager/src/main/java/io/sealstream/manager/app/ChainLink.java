package io.sealstream.manager.app;

import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.Shapes;
import io.sealstream.filecoin.TipSetKey;
import io.sealstream.manager.config.ChainConfig;
import io.sealstream.manager.edge.chain.ChainCallException;
import io.sealstream.manager.edge.chain.ChainEdge;
import io.sealstream.manager.edge.chain.ChainIdentity;
import io.sealstream.manager.edge.chain.ChainNode;
import io.sealstream.manager.edge.chain.NotifyFeed;
import io.sealstream.manager.edge.chain.VertxChainNode;
import io.sealstream.manager.edge.http.RpcFault;
import io.sealstream.rpc.JsonRpcClient;
import io.sealstream.rpc.JsonRpcSocket;
import io.sealstream.rpc.RpcClientOptions;
import io.sealstream.schemas.runtime.Backoff;
import io.sealstream.schemas.runtime.HealthState;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The connections to the chain node: queries, pushes on connections of their own, and the WebSocket of head changes. */
final class ChainLink implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(ChainLink.class);
    private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(250), Duration.ofSeconds(10));
    private static final int ATTEMPTS_PER_LINE = 10;

    private final ChainConfig config;
    private final JsonRpcClient queries;
    private final JsonRpcClient pushes;
    private final JsonRpcSocket socket;
    private final ChainNode node;

    ChainLink(Vertx vertx, ChainConfig config) {
        RpcClientOptions options = RpcClientOptions.of(config.url(), Optional.of(config.token()))
                .withCallTimeout(config.timeout());
        this.config = config;
        this.queries = JsonRpcClient.http(vertx, options);
        this.pushes = JsonRpcClient.http(vertx, options);
        this.socket = JsonRpcClient.webSocket(vertx, options);
        this.node = new VertxChainNode(queries);
    }

    ChainEdge.Chain forEdge() {
        return new ChainEdge.Chain(node, new VertxChainNode(pushes), new NotifyFeed(socket));
    }

    /**
     * Which chain the node serves; asks until it answers.
     *
     * @throws ChainIdentity.WrongChain where it serves another network
     */
    ChainIdentity awaitIdentity(String network, Consumer<HealthState> health, InstantSource clock) throws InterruptedException {
        for (int failures = 0;; failures++) {
            try {
                ChainIdentity identity = ChainIdentity.of(node);
                identity.requireNetwork(network, config.url().toString());
                health.accept(HealthState.up("chain", clock.instant()));
                return identity;
            } catch (ChainCallException e) {
                String why = "the chain node at " + config.url() + " does not answer: " + e.reason();
                health.accept(HealthState.waiting("chain", why, clock.instant()));
                if (failures % ATTEMPTS_PER_LINE == 0) {
                    LOGGER.atWarn().addKeyValue("url", config.url()).addKeyValue("reason", e.reason())
                            .log("The chain node does not answer; trying again until it does");
                }
            }
            BACKOFF.pause(failures + 1);
        }
    }

    /** The key address of an account, for the sender of a message. */
    Address keyOf(Address account) {
        if (account.isKey()) {
            return account;
        }
        try {
            return node.call("StateAccountKey", Shapes.ADDRESS.toJson(account), TipSetKey.SHAPE.toJson(TipSetKey.EMPTY))
                    .as(Shapes.ADDRESS);
        } catch (ChainCallException e) {
            throw switch (e.kind()) {
                case UNREACHABLE ->
                    new RpcFault(RpcFault.NOT_READY, "the chain node cannot be asked for the key of " + account + "; ask again");
                case REFUSED, UNREADABLE, TOO_EARLY, EXPIRED ->
                    new RpcFault(RpcFault.NOT_FOUND, "the chain knows no key of " + account + ": " + e.reason());
            };
        }
    }

    @Override
    public void close() {
        socket.close();
        pushes.close();
        queries.close();
    }
}
