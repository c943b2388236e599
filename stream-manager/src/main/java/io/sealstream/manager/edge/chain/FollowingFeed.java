package io.sealstream.manager.edge.chain;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The head changes of whichever node is chosen: when the choice falls on another one, the subscription is dropped and made again there. */
final class FollowingFeed implements HeadFeed {
    private record Open(WatchedNode node, Listener listener) {}

    private final ChainNodes nodes;
    private final AtomicReference<@Nullable Open> open = new AtomicReference<>();

    FollowingFeed(ChainNodes nodes) {
        this.nodes = nodes;
    }

    @Override
    public Subscription subscribe(Listener listener) {
        WatchedNode node = nodes.chosen();
        Open mine = new Open(node, listener);
        open.set(mine);
        try {
            Subscription subscription = node.feed().subscribe(watching(mine));
            return () -> {
                open.compareAndSet(mine, null);
                subscription.close();
            };
        } catch (ChainCallException e) {
            open.compareAndSet(mine, null);
            node.failed(e.reason());
            throw e;
        }
    }

    private Listener watching(Open mine) {
        return new Listener() {
            @Override
            public void changed(List<Change> changes) {
                changes.stream().filter(each -> each.type() != Change.Type.REVERT)
                        .forEach(each -> mine.node().saw(each.tipset().epoch()));
                mine.listener().changed(changes);
            }

            @Override
            public void dropped(String reason) {
                if (open.compareAndSet(mine, null)) {
                    mine.node().failed(reason);
                    mine.listener().dropped(mine.node().name() + ": " + reason);
                }
            }
        };
    }

    /** Leaves a node that was refused, or one that another is preferred to. */
    void follow(Optional<WatchedNode> chosen) {
        Open now = open.get();
        if (now == null || chosen.filter(each -> each == now.node()).isPresent()
                || (chosen.isEmpty() && now.node().isUntried())) {
            return;
        }
        if (open.compareAndSet(now, null)) {
            now.listener().dropped(chosen.map(each -> "heads are followed at " + each.name() + " from now on")
                    .orElseGet(() -> now.node().name() + " is not to be used: " + now.node().state().reason()));
        }
    }
}
