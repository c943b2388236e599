package io.sealstream.manager.app;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.NetworkPolicy;
import io.sealstream.filecoin.Shapes;
import io.sealstream.filecoin.TipSetKey;
import io.sealstream.manager.config.ChainAddress;
import io.sealstream.manager.config.ChainConfig;
import io.sealstream.manager.edge.chain.ChainCallException;
import io.sealstream.manager.edge.chain.ChainIdentity;
import io.sealstream.manager.edge.chain.ChainNodes;
import io.sealstream.manager.edge.chain.ChainWatch;
import io.sealstream.manager.edge.chain.NodeReport;
import io.sealstream.manager.edge.chain.NodeRules;
import io.sealstream.manager.edge.chain.NodeStanding;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The connections to each chain node: queries, pushes on connections of their own, and the WebSocket of head changes. */
final class ChainLink implements AutoCloseable {
    private static final String PART = "chain";
    private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(250), Duration.ofSeconds(10));

    private final List<JsonRpcClient> clients = new ArrayList<>();
    private final InstantSource clock;
    private final ChainNodes nodes;
    private final ChainWatch watch;

    ChainLink(Vertx vertx, ChainConfig config, String network, InstantSource clock) {
        this.clock = clock;
        NetworkPolicy policy = NetworkPolicy.named(network);
        NodeRules rules = new NodeRules(network, config.mostLag(),
                policy.keepsTime() ? Optional.of(policy.blockTime()) : Optional.empty());
        this.nodes = new ChainNodes(
                config.nodes().stream().map(each -> connect(vertx, each, config.timeout())).toList(), rules, clock);
        this.watch = new ChainWatch(nodes);
    }

    private ChainNodes.Member connect(Vertx vertx, ChainAddress address, Duration timeout) {
        RpcClientOptions options = RpcClientOptions.of(address.url(), Optional.of(address.token())).withCallTimeout(timeout);
        JsonRpcClient queries = JsonRpcClient.http(vertx, options);
        JsonRpcClient pushes = JsonRpcClient.http(vertx, options);
        JsonRpcSocket socket = JsonRpcClient.webSocket(vertx, options);
        clients.addAll(List.of(socket, pushes, queries));
        return new ChainNodes.Member(address.toString(), new VertxChainNode(queries), new VertxChainNode(pushes),
                new NotifyFeed(socket));
    }

    ChainNodes nodes() {
        return nodes;
    }

    /** Refuses nodes with another genesis from now on. */
    void expectGenesis(String genesis) {
        nodes.expectGenesis(genesis);
        watch.start();
    }

    /**
     * Which chain the nodes serve; asks until one of them answers.
     *
     * @throws ChainIdentity.WrongChain where all serve another one
     */
    ChainIdentity awaitIdentity() throws InterruptedException {
        for (int failures = 1;; failures++) {
            Optional<ChainIdentity> identity = nodes.identity();
            if (identity.isPresent()) {
                return identity.get();
            }
            BACKOFF.pause(failures);
        }
    }

    /** Good as long as one node is usable; names those that are not. */
    HealthState health() {
        String faults = nodes.reports().stream().filter(each -> each.standing() != NodeStanding.USABLE)
                .map(NodeReport::sentence).collect(Collectors.joining("; "));
        HealthState.Status status = nodes.reports().stream().anyMatch(NodeReport::chosen)
                ? HealthState.Status.UP
                : HealthState.Status.WAITING;
        return new HealthState(PART, status, faults, clock.instant());
    }

    /** A line for each node. */
    List<String> lines() {
        return nodes.reports().stream().map(each -> each.sentence() + (each.chosen() ? ", at epoch " + each.epoch() : ""))
                .toList();
    }

    /** All nodes, the preferred one first: what {@code Sealstream.ChainNodes} answers. */
    ArrayNode json() {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        nodes.reports().forEach(each -> array.addObject().put("node", each.name()).put("standing", each.standing().word())
                .put("chosen", each.chosen()).put("epoch", each.epoch()).put("failures", each.failures())
                .put("reason", each.reason()).put("since", each.since().toString()));
        return array;
    }

    /** The key address of an account, for the sender of a message. */
    Address keyOf(Address account) {
        if (account.isKey()) {
            return account;
        }
        try {
            return nodes.node()
                    .call("StateAccountKey", Shapes.ADDRESS.toJson(account), TipSetKey.SHAPE.toJson(TipSetKey.EMPTY))
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
        watch.close();
        clients.forEach(JsonRpcClient::close);
    }
}
