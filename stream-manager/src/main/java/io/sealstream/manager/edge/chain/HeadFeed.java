package io.sealstream.manager.edge.chain;

import java.util.List;

/** Where changes of the head come from: {@code ChainNotify} over a WebSocket. */
public interface HeadFeed {

    /** One change as the node tells it (lotus {@code api.HeadChange}). */
    record Change(Type type, NamedTipset tipset) {
        /** CURRENT is the head at the time of the subscription. */
        public enum Type {
            CURRENT, APPLY, REVERT
        }
    }

    /** Takes what the feed tells; called on the feed's thread and must not block. */
    interface Listener {
        void changed(List<Change> changes);

        void dropped(String reason);
    }

    /** An open subscription. */
    interface Subscription extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * Subscribes; the first change is the current head.
     *
     * @throws ChainCallException when the node is not reached
     */
    Subscription subscribe(Listener listener);
}
