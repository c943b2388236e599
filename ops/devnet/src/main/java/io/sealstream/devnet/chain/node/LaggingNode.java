package io.sealstream.devnet.chain.node;

import io.sealstream.devnet.chain.blocks.Chain;
import io.sealstream.devnet.chain.blocks.ChainStore;
import io.sealstream.devnet.chain.blocks.Entry;
import io.sealstream.devnet.chain.blocks.NewBlock;
import io.sealstream.devnet.chain.rules.ProofVerifier;
import io.sealstream.filecoin.ActorId;
import io.sealstream.filecoin.ChainLimits;
import io.sealstream.filecoin.SignedMessage;
import java.util.List;
import java.util.function.Consumer;

/**
 * A second node of the same chain, which hears of tipsets some epochs late; of messages it hears at once, and what is pushed to it the first
 * node takes, or refuses. It never goes back by itself: with a longer lag it stands still until it is that far behind. When the first node
 * reorganizes, this one follows as soon as it knows better than what it has. To be made before blocks are.
 */
public final class LaggingNode implements ChainHost {
    /** One finality. */
    public static final long MAX_LAG = ChainLimits.NV28.finality();

    private final DevChain ahead;
    private final Chain chain;
    private final Announcements announcements;
    private volatile long lag;

    /** @param lag epochs that it is behind */
    public LaggingNode(DevChain ahead, long lag) {
        this.ahead = ahead;
        this.chain = ahead.chain().sameBeginning();
        this.announcements = new Announcements(chain.head());
        lag(lag);
        ahead.chain().pool().pending().forEach(this::heard);
        ahead.listenToPushes(this::heard);
        ahead.listen(head -> catchUp());
        catchUp();
    }

    public long lag() {
        return lag;
    }

    /** From the next tipset on it is so many epochs behind. */
    public void lag(long epochs) {
        if (epochs < 0 || epochs > MAX_LAG) {
            throw new IllegalArgumentException("a lag is 0 to " + MAX_LAG + " epochs, not " + epochs);
        }
        lag = epochs;
    }

    private void heard(SignedMessage message) {
        chain.pool().readmit(message, chain.head().after());
    }

    /** Runs where the first node's tipsets are made, so its chain stands still meanwhile. */
    private void catchUp() {
        ChainStore known = ahead.chain().store();
        List<Entry> reverted = revertUnknown(known);
        long until = known.head().height() - lag;
        List<Entry> applied = until <= chain.head().height()
                ? List.of()
                : List.copyOf(known.above(chain.head().height()).headMap(until, true).values());
        // what the first node has executed need not be executed again
        applied.forEach(entry -> chain.take(new NewBlock(entry, List.of(), List.of())));
        if (!reverted.isEmpty() || !applied.isEmpty()) {
            announcements.tell(reverted, applied, chain.head());
        }
    }

    /** What this node has and the first one does not have any more, rising. */
    private List<Entry> revertUnknown(ChainStore known) {
        Entry common = chain.head();
        while (known.find(common.key()).isEmpty()) {
            common = chain.store().parent(common).orElseThrow();
        }
        List<Entry> reverted = List.copyOf(chain.store().above(common.height()).values());
        chain.revertTo(common.height());
        return reverted;
    }

    @Override
    public Chain chain() {
        return chain;
    }

    @Override
    public ProofVerifier proofs() {
        return ahead.proofs();
    }

    @Override
    public void push(SignedMessage message) {
        ahead.push(message);
    }

    @Override
    public void ticketDrawn(ActorId miner, long epoch) {
        ahead.ticketDrawn(miner, epoch);
    }

    @Override
    public void listen(Consumer<Entry> listener) {
        announcements.listen(listener);
    }

    @Override
    public void forget(Consumer<Entry> listener) {
        announcements.forget(listener);
    }

    @Override
    public void follow(Consumer<List<HeadChange>> follower) {
        announcements.follow(follower);
    }

    @Override
    public void unfollow(Consumer<List<HeadChange>> follower) {
        announcements.unfollow(follower);
    }
}
