package io.sealstream.manager.edge.chain;

import io.sealstream.filecoin.JsonTree;
import io.sealstream.manager.edge.chain.ChainCallException.Kind;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;

/**
 * Several chain nodes in the order in which they are preferred: the first usable one is asked. A node of another chain, one that lags and
 * one whose calls fail is passed over until it shows that it is good again. What was not answered by one is asked of the next: queries,
 * estimations and pushes of the same bytes alike, so that no single error ends anything. Thread-safe.
 */
public final class ChainNodes {
    /**
     * A node.
     *
     * @param name   its URL, without a token
     * @param node   for state queries and estimations
     * @param pusher the same node through connections of its own
     * @param feed   its head changes
     */
    public record Member(String name, ChainNode node, ChainNode pusher, HeadFeed feed) {}

    private final List<WatchedNode> nodes;
    private final NodeRules rules;
    private final InstantSource clock;
    private final AtomicReference<String> genesis = new AtomicReference<>("");
    private final FollowingFeed feed = new FollowingFeed(this);

    public ChainNodes(List<Member> members, NodeRules rules, InstantSource clock) {
        this.rules = rules;
        this.clock = clock;
        this.nodes = members.stream().map(each -> new WatchedNode(each, this)).toList();
    }

    /** From now on only nodes with this genesis are ours; empty for any. */
    public void expectGenesis(String cid) {
        genesis.set(cid);
        nodes.stream().filter(each -> each.identity().filter(found -> !found.genesis().equals(cid)).isPresent())
                .forEach(WatchedNode::look);
    }

    /**
     * Which chain the first node serves that was not refused; asks those that are not known yet.
     *
     * @throws ChainIdentity.WrongChain when all of them serve another one
     */
    public Optional<ChainIdentity> identity() {
        nodes.stream().filter(WatchedNode::isUntried).forEach(WatchedNode::look);
        if (nodes.stream().allMatch(each -> each.state().standing() == NodeStanding.WRONG_CHAIN)) {
            throw new ChainIdentity.WrongChain(
                    nodes.stream().map(each -> each.state().reason()).collect(Collectors.joining("; ")));
        }
        return nodes.stream().flatMap(each -> each.identity().stream()).findFirst();
    }

    /** Asks the chosen node; when it does not answer, the next one, each once. */
    public ChainNode node() {
        return this::call;
    }

    private Answer call(String method, JsonTree... params) {
        for (int left = nodes.size() - 1;; left--) {
            try {
                return chosen().queries().call(method, params);
            } catch (ChainCallException e) {
                if (e.kind() != Kind.UNREACHABLE || left <= 0) {
                    throw e;
                }
            }
        }
    }

    /** Head changes of the chosen node; dropped when another one is chosen. */
    public HeadFeed feed() {
        return feed;
    }

    /** The translation of requests at the chosen node: one try stays with one node, so that its answers fit each other. */
    ChainRequests requests() {
        return chosen().requests();
    }

    /** The first usable node. Where there is none, those that fail are tried once more, the one that was left alone longest first. */
    WatchedNode chosen() {
        return usable().or(this::tryAgain).orElseThrow(() -> new ChainCallException(Kind.UNREACHABLE, faults()));
    }

    Optional<WatchedNode> usable() {
        return nodes.stream().filter(WatchedNode::isUsable).findFirst();
    }

    private Optional<WatchedNode> tryAgain() {
        return nodes.stream().filter(WatchedNode::isUntried)
                .sorted(Comparator.comparing(each -> each.state().failedAt()))
                .filter(each -> {
                    each.look();
                    return each.isUsable();
                }).findFirst();
    }

    private String faults() {
        return "no chain node can be used: "
                + reports().stream().map(NodeReport::sentence).collect(Collectors.joining("; "));
    }

    /** How each node does, in the order of preference. */
    public List<NodeReport> reports() {
        Optional<WatchedNode> chosen = usable();
        return nodes.stream().map(each -> {
            NodeState state = each.state();
            return new NodeReport(each.name(), state.standing(), chosen.filter(one -> one == each).isPresent(), state.epoch(),
                    state.failures(), state.reason(), state.since());
        }).toList();
    }

    List<WatchedNode> all() {
        return nodes;
    }

    NodeRules rules() {
        return rules;
    }

    Instant now() {
        return clock.instant();
    }

    /** Newest head that another node of this chain has shown, also one that is silent now; -1 where there is none. */
    long newestBesides(WatchedNode node) {
        return nodes.stream().filter(each -> each != node && each.state().standing() != NodeStanding.WRONG_CHAIN)
                .mapToLong(each -> each.state().epoch()).max().orElse(-1);
    }

    void requireOurs(ChainIdentity found, String url) {
        found.requireNetwork(rules.network(), url);
        found.requireGenesis(String.valueOf(genesis.get()), url);
    }

    /** A node is judged otherwise than before. */
    void changed() {
        feed.follow(usable());
    }
}
