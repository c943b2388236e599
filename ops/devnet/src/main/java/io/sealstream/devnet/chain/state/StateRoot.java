package io.sealstream.devnet.chain.state;

import io.sealstream.devnet.chain.miner.Deadline;
import io.sealstream.devnet.chain.miner.Miner;
import io.sealstream.devnet.chain.miner.Partition;
import io.sealstream.filecoin.BitField;
import io.sealstream.filecoin.CborWriter;
import io.sealstream.filecoin.Cid;
import io.sealstream.filecoin.actors.SectorOnChainInfo;
import io.sealstream.filecoin.actors.SectorPreCommitOnChainInfo;
import io.sealstream.filecoin.state.MinerInfo;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;

/**
 * A hash of a state. It stands where the real chain has the root of its state tree and can be compared, not walked. Miners do not change
 * once published, so their part is computed once. One thread.
 */
public final class StateRoot {
    /** Identity is what counts: {@link Miner} has no value equality. */
    private final Map<Miner, Cid> miners = new WeakHashMap<>();

    public Cid of(ChainState state) {
        CborWriter out = new CborWriter();
        out.array(state.actors().size());
        for (Actor actor : state.actors()) {
            out.array(4).unsigned(actor.id()).bytes(robust(actor)).unsigned(actor.nonce()).big(actor.balance().atto());
        }
        out.array(state.miners().size());
        for (Miner miner : state.miners()) {
            out.cid(miners.computeIfAbsent(miner, StateRoot::hash)).big(state.claim(miner.id().value()).raw())
                    .big(state.claim(miner.id().value()).qa());
        }
        return Cid.ofCbor(out.big(state.pledgeTotal().atto()).toBytes());
    }

    private static byte[] robust(Actor actor) {
        return actor.robust() == null ? new byte[0] : actor.robust().toBytes();
    }

    private static Cid hash(Miner miner) {
        CborWriter out = new CborWriter();
        out.unsigned(miner.id().value()).integer(miner.periodOffset()).bool(miner.cronActive());
        out.bytes(MinerInfo.SHAPE.toCbor(miner.info()));
        out.big(miner.funds().locked().atto()).big(miner.funds().deposits().atto()).big(miner.funds().pledge().atto())
                .big(miner.funds().feeDebt().atto());
        for (SectorPreCommitOnChainInfo preCommit : miner.preCommits().open().values()) {
            out.bytes(preCommit.toCbor());
        }
        write(out, List.of(miner.preCommits().allocated()));
        for (SectorOnChainInfo sector : miner.sectors().all().values()) {
            out.bytes(sector.toCbor());
        }
        miner.deadlines().forEach(deadline -> write(out, deadline));
        return Cid.ofCbor(out.toBytes());
    }

    private static void write(CborWriter out, Deadline deadline) {
        write(out, List.of(deadline.posted()));
        out.big(deadline.faultyPower().qa()).big(deadline.livePower().qa()).big(deadline.dailyFee().atto());
        out.unsigned(deadline.optimistic().size()).unsigned(deadline.snapshot().proofs().size());
        for (Partition partition : deadline.partitions()) {
            write(out, List.of(partition.sectors(), partition.unproven(), partition.faults(), partition.recoveries(),
                    partition.terminated()));
        }
    }

    private static void write(CborWriter out, List<BitField> sets) {
        sets.forEach(set -> out.bytes(set.toRle()));
    }
}
