package io.sealstream.manager.simulation;

import io.sealstream.devnet.chain.miner.Deadline;
import io.sealstream.devnet.chain.miner.Miner;
import io.sealstream.filecoin.ActorId;
import io.sealstream.filecoin.BitField;
import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.filecoin.DeadlineInfo;
import io.sealstream.filecoin.ProvingSchedule;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** What the chain says about the sectors: which deadlines come next, which sectors it holds to be faulty, and whether anybody is to blame. */
final class Proving {
    /** Epochs without any trouble in a row that are enough to prove a partition. */
    private static final long ENOUGH = 14;

    private final World world;
    private final SimChain chain;
    private final List<ActorId> miners;
    private final Map<ActorId, BitField> faulty = new HashMap<>();
    private final Map<String, Long> closedWell = new HashMap<>();
    private long calmSince = Long.MAX_VALUE;
    private int missed;

    Proving(World world, SimChain chain, List<ActorId> miners) {
        this.world = world;
        this.chain = chain;
        this.miners = List.copyOf(miners);
    }

    private ProvingSchedule schedule() {
        return world.rules().schedule();
    }

    private Miner miner(ActorId id) {
        return chain.state().miner(id.address()).orElseThrow();
    }

    int missed() {
        return missed;
    }

    void calm() {
        calmSince = chain.height();
    }

    /** Epoch of the next challenge of a deadline that holds live sectors. */
    OptionalLong nextChallenge() {
        ChainEpoch now = new ChainEpoch(chain.height());
        long next = Long.MAX_VALUE;
        for (ActorId id : miners) {
            Miner miner = miner(id);
            for (int i = 0; i < miner.deadlines().size(); i++) {
                if (isLive(miner.deadlines().get(i))) {
                    DeadlineInfo info = miner.deadline(i, now, schedule());
                    long challenge = nextChallenge(info, now.value());
                    next = Math.min(next, challenge);
                }
            }
        }
        return next == Long.MAX_VALUE ? OptionalLong.empty() : OptionalLong.of(next);
    }

    private long nextChallenge(DeadlineInfo info, long now) {
        if (now < info.challenge().value()) {
            return info.challenge().value();
        }
        return now < info.close().value() ? now : info.challenge().value() + schedule().period();
    }

    private static boolean isLive(Deadline deadline) {
        return deadline.partitions().stream().anyMatch(partition -> !partition.live().isEmpty());
    }

    /** Looks at the chain after a block: a sector that became faulty must have an outage that explains it. */
    void check() {
        for (ActorId id : miners) {
            Miner miner = miner(id);
            BitField now = miner.union(partition -> partition.faults());
            BitField fresh = now.subtract(faulty.getOrDefault(id, BitField.EMPTY));
            faulty.put(id, now);
            if (!fresh.isEmpty()) {
                blame(id, miner, fresh);
            }
            closed(id, miner);
        }
    }

    private void blame(ActorId id, Miner miner, BitField fresh) {
        for (long sector : fresh.stream().toArray()) {
            long deadline = miner.locate(sector).orElseThrow().deadline();
            DeadlineInfo info = miner.deadline(deadline, new ChainEpoch(chain.height()), schedule());
            long close = info.close().value() > chain.height() + 1
                    ? info.close().value() - schedule().period()
                    : info.close().value();
            long open = close - schedule().challengeWindow();
            long calm = world.calm().longest(Math.max(open, 0), close - 1);
            missed++;
            world.trace().say("chain", id + "/" + sector + " is faulty since deadline " + deadline + ", calm epochs " + calm);
            if (calm >= Math.min(ENOUGH, schedule().challengeWindow())) {
                throw new Violation("proving", id + "/" + sector + " was not proven in the window from " + open + " to " + close
                        + ", though nothing was wrong for " + calm + " epochs in a row");
            }
        }
    }

    /** Notes the last window that closed after the storm with the sectors of its deadline in order. */
    private void closed(ActorId id, Miner miner) {
        DeadlineInfo now = miner.deadlineAt(new ChainEpoch(chain.height() + 1), schedule());
        long before = Math.floorMod(now.index() - 1, schedule().deadlines());
        if (now.open().value() - schedule().challengeWindow() - schedule().challengeLookback() >= calmSince) {
            closedWell.put(id + "/" + before, now.open().value());
        }
    }

    /** True when every deadline with live sectors has closed once since the storm, and no sector waits for its first proof. */
    boolean allProvenInCalm() {
        for (ActorId id : miners) {
            Miner miner = miner(id);
            for (int i = 0; i < miner.deadlines().size(); i++) {
                if (isLive(miner.deadlines().get(i)) && !closedWell.containsKey(id + "/" + i)) {
                    return false;
                }
            }
            if (!miner.union(partition -> partition.unproven()).isEmpty()) {
                return false;
            }
        }
        return true;
    }

    /** Sectors on chain that are not faulty. */
    int proven() {
        int proven = 0;
        for (ActorId id : miners) {
            Miner miner = miner(id);
            proven += (int) miner.union(partition -> partition.active()).subtract(faulty.getOrDefault(id, BitField.EMPTY))
                    .count();
        }
        return proven;
    }
}
