package io.sealstream.preflight.probe;

import io.sealstream.manager.config.ChainAddress;
import io.sealstream.manager.edge.chain.ChainCallException;
import io.sealstream.manager.edge.chain.ChainIdentity;
import io.sealstream.manager.edge.chain.ChainNode;
import io.sealstream.manager.edge.chain.NamedTipset;
import io.sealstream.manager.edge.chain.VertxChainNode;
import io.sealstream.preflight.facts.ChainFacts;
import io.sealstream.preflight.plan.Plan;
import io.sealstream.rpc.JsonRpcClient;
import io.sealstream.rpc.RpcClientOptions;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Asks a chain node who it is and where its head is. */
final class ChainProbe {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Vertx vertx;

    ChainProbe(Vertx vertx) {
        this.vertx = vertx;
    }

    ChainFacts look(Plan plan, ChainAddress address) {
        RpcClientOptions options = RpcClientOptions.of(address.url(), Optional.of(address.token())).withCallTimeout(PATIENCE);
        try (JsonRpcClient client = JsonRpcClient.http(vertx, options)) {
            ChainNode node = new VertxChainNode(client);
            ChainIdentity identity = ChainIdentity.of(node);
            NamedTipset head = NamedTipset.head(node);
            return new ChainFacts.Reached(foreign(identity, plan, address), identity.genesis(), head.epoch(),
                    Instant.ofEpochSecond(head.timestamp()));
        } catch (ChainCallException e) {
            return new ChainFacts.Unusable(e.reason());
        }
    }

    private static String foreign(ChainIdentity identity, Plan plan, ChainAddress address) {
        try {
            identity.requireNetwork(plan.network(), address.toString());
            return "";
        } catch (ChainIdentity.WrongChain e) {
            return "the chain node at " + address + " serves network " + identity.network() + ", and the configuration says "
                    + plan.network();
        }
    }
}
