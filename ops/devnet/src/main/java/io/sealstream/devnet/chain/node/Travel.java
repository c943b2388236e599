package io.sealstream.devnet.chain.node;

import io.sealstream.devnet.chain.blocks.Pace;
import io.sealstream.devnet.chain.miner.Miner;
import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.filecoin.DeadlineInfo;
import io.sealstream.filecoin.ProvingSchedule;
import java.util.Optional;

/** Goes to an epoch at once: running makes a tipset for each epoch on the way, skipping goes over null rounds. */
public final class Travel {
    private final DevChain node;

    public Travel(DevChain node) {
        this.node = node;
    }

    private long head() {
        return node.chain().head().height();
    }

    /** Runs until the head is at an epoch, or behind it where null rounds were ordered. */
    public void runUntil(long epoch) {
        while (head() < epoch) {
            node.mine(1);
        }
    }

    /** Skips to an epoch, but no further than where a miner must begin to prove: 20 epochs before the challenge of such a deadline. */
    public void skipUntil(long epoch) {
        for (long next = nextOfSkip(epoch); next > head(); next = nextOfSkip(epoch)) {
            node.produce(next);
        }
    }

    private long nextOfSkip(long epoch) {
        return Pace.nextOfSkip(head(), Math.min(epoch, node.nextStop().orElse(epoch)));
    }

    /**
     * The epoch in which a deadline of a miner opens next; one that is past if it is open now.
     *
     * @param index of the deadline; empty means the one after the current one
     * @throws ChainException for a miner or deadline that does not exist
     */
    public long opening(Address address, Optional<Long> index) {
        Miner miner = node.chain().head().after().miner(address)
                .orElseThrow(() -> new ChainException(address + " is not a miner; give the address of one"));
        ProvingSchedule schedule = node.chain().rules().policy().schedule();
        DeadlineInfo current = miner.deadlineAt(new ChainEpoch(head()), schedule);
        if (index.isEmpty()) {
            return current.close().value();
        }
        if (index.get() < 0 || index.get() >= schedule.deadlines()) {
            throw new ChainException("a deadline is 0 to " + (schedule.deadlines() - 1) + ", not " + index.get());
        }
        return miner.deadline(index.get(), new ChainEpoch(head()), schedule).nextNotElapsed().open().value();
    }
}
