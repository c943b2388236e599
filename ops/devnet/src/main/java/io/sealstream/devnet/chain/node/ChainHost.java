package io.sealstream.devnet.chain.node;

import io.sealstream.devnet.chain.blocks.Chain;
import io.sealstream.devnet.chain.blocks.Entry;
import io.sealstream.devnet.chain.rules.ProofVerifier;
import io.sealstream.filecoin.ActorId;
import io.sealstream.filecoin.SignedMessage;
import java.util.List;
import java.util.function.Consumer;

/** What the methods of a chain node need of the node. */
public interface ChainHost {
    Chain chain();

    /** Checks proofs in trials. */
    ProofVerifier proofs();

    /** Takes a signed message into the pool; throws {@code PoolRefusal} for one that is not wanted. */
    void push(SignedMessage message);

    /** Somebody drew a seal ticket. */
    void ticketDrawn(ActorId miner, long epoch);

    /** Tells of each new head, in order, from the thread that made it: must not block. */
    void listen(Consumer<Entry> listener);

    void forget(Consumer<Entry> listener);

    /** Tells of the head now and of every change after it, reorgs included, from the thread that made it: must not block. */
    default void follow(Consumer<List<HeadChange>> follower) {
        throw new UnsupportedOperationException("this node tells nobody of reorgs");
    }

    default void unfollow(Consumer<List<HeadChange>> follower) {
        throw new UnsupportedOperationException("this node tells nobody of reorgs");
    }
}
