package io.sealstream.manager.edge.chain;

import io.sealstream.filecoin.JsonTree;
import io.sealstream.manager.edge.chain.ChainCallException.Kind;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** One of several chain nodes, and how it does: every call through it is noted. Thread-safe. */
final class WatchedNode {
    private static final Logger LOGGER = LoggerFactory.getLogger(WatchedNode.class);
    /** Errors of a method by which a node says that it cannot answer now, though another one could. */
    private static final Pattern BUSY = Pattern
            .compile(
                    "context deadline exceeded|timed out|timeout|too many requests|not synced|syncing|service unavailable|overloaded");

    private final ChainNodes.Member member;
    private final ChainNodes all;
    private final AtomicReference<NodeState> state;
    private final AtomicReference<@Nullable ChainIdentity> identity = new AtomicReference<>();
    private final ReentrantLock looking = new ReentrantLock();
    private final ChainRequests requests;

    WatchedNode(ChainNodes.Member member, ChainNodes all) {
        this.member = member;
        this.all = all;
        this.state = new AtomicReference<>(NodeState.unasked(all.now()));
        this.requests = new ChainRequests(queries(), (method, params) -> call(member.pusher(), method, params));
    }

    String name() {
        return member.name();
    }

    NodeState state() {
        return state.get();
    }

    HeadFeed feed() {
        return member.feed();
    }

    /** The translation of requests at this node. */
    ChainRequests requests() {
        return requests;
    }

    ChainNode queries() {
        return (method, params) -> call(member.node(), method, params);
    }

    /** Which chain it serves; empty until it is known to be the cluster's. */
    Optional<ChainIdentity> identity() {
        return Optional.ofNullable(identity.get());
    }

    boolean isUsable() { return state.get().standing() == NodeStanding.USABLE; }

    /** Whether it may be tried when no usable one is left: not one that was refused. */
    boolean isUntried() {
        NodeStanding standing = state.get().standing();
        return standing == NodeStanding.FAILING || standing == NodeStanding.UNASKED;
    }

    private Answer call(ChainNode node, String method, JsonTree... params) {
        Answer answer;
        try {
            answer = node.call(method, params);
        } catch (ChainCallException e) {
            throw noted(e);
        }
        if (method.equals("ChainHead")) {
            requireNear(NamedTipset.of(answer));
        }
        return answer;
    }

    private ChainCallException noted(ChainCallException e) {
        boolean busy = e.kind() == Kind.REFUSED && BUSY.matcher(e.reason().toLowerCase(Locale.ROOT)).find();
        if (!busy && e.kind() != Kind.UNREACHABLE) {
            return e;
        }
        failed(e.reason());
        return busy ? new ChainCallException(Kind.UNREACHABLE, e.reason(), e) : e;
    }

    /** Answers at an old head are not believed, even before the next look at the node. */
    private void requireNear(NamedTipset head) {
        saw(head.epoch());
        behind(head).ifPresent(why -> {
            become(now -> now.refused(NodeStanding.LAGGING, why, all.now()));
            throw new ChainCallException(Kind.UNREACHABLE, name() + " lags: " + why);
        });
    }

    private Optional<String> behind(NamedTipset head) {
        return all.rules().behind(head, Math.max(head.epoch(), all.newestBesides(this)), all.now());
    }

    /** It did not do what it was asked. */
    void failed(String reason) {
        become(now -> now.failed(reason, all.now()));
    }

    /** Its head was told by its feed. */
    void saw(long height) {
        state.updateAndGet(now -> now.at(height));
    }

    /** Looks at it when that is due. */
    void lookIfDue() {
        if (!state.get().due().isAfter(all.now())) {
            look();
        }
    }

    /** Asks which chain it serves and where its head is; does nothing while another thread does. */
    void look() {
        if (looking.tryLock()) {
            try {
                UnaryOperator<NodeState> verdict = examine();
                become(verdict);
            } finally {
                looking.unlock();
            }
        }
    }

    private UnaryOperator<NodeState> examine() {
        Instant at = all.now();
        try {
            ChainIdentity found = ChainIdentity.of(member.node());
            all.requireOurs(found, name());
            identity.set(found);
            NamedTipset head = NamedTipset.head(member.node());
            Optional<String> behind = behind(head);
            return behind.<UnaryOperator<NodeState>>map(
                    why -> now -> now.at(head.epoch()).refused(NodeStanding.LAGGING, why, at))
                    .orElse(now -> now.usable(head.epoch(), at));
        } catch (ChainIdentity.WrongChain e) {
            identity.set(null);
            return now -> now.refused(NodeStanding.WRONG_CHAIN, String.valueOf(e.getMessage()), at);
        } catch (ChainCallException e) {
            return now -> now.failed(e.reason(), at);
        }
    }

    private void become(UnaryOperator<NodeState> change) {
        NodeState before = state.getAndUpdate(change);
        NodeState after = state.get();
        if (before.standing() == after.standing()) {
            return;
        }
        LOGGER.atLevel(isUsable() ? Level.INFO : Level.WARN).addKeyValue("node", name())
                .addKeyValue("reason", after.reason()).log("Chain node is {}", after.standing().word());
        all.changed();
    }
}
