package io.sealstream.devnet.chain.state;

import io.sealstream.devnet.chain.miner.Deadline;
import io.sealstream.devnet.chain.miner.Miner;
import io.sealstream.devnet.chain.miner.Partition;
import io.sealstream.devnet.chain.miner.SectorTable;
import io.sealstream.filecoin.BitField;
import io.sealstream.filecoin.CborWriter;
import io.sealstream.filecoin.NetworkEconomy;
import io.sealstream.filecoin.RewardState;
import io.sealstream.filecoin.Cid;
import io.sealstream.filecoin.actors.SectorOnChainInfo;
import io.sealstream.filecoin.actors.SectorPreCommitOnChainInfo;
import io.sealstream.filecoin.state.Allocation;
import io.sealstream.filecoin.state.MarketDeal;
import io.sealstream.filecoin.state.MinerInfo;
import io.sealstream.filecoin.state.VerifiedClaim;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;

/**
 * A hash of a state. It stands where the real chain has the root of its state tree and can be compared, not walked. Miners, their tables of
 * sectors and their deadlines do not change once published, so the part of each is computed once. One thread.
 */
public final class StateRoot {
    /** Identity is what counts: these have no value equality. */
    private final Map<Miner, Cid> miners = new WeakHashMap<>();
    private final Map<SectorTable, Cid> tables = new WeakHashMap<>();
    private final Map<Deadline, Cid> deadlines = new WeakHashMap<>();
    private final Map<VerifiedRegistry, Cid> registries = new WeakHashMap<>();
    private final Map<Market, Cid> markets = new WeakHashMap<>();

    public Cid of(ChainState state) {
        CborWriter out = new CborWriter();
        out.array(state.actors().size());
        for (Actor actor : state.actors()) {
            out.array(4).unsigned(actor.id()).bytes(robust(actor)).unsigned(actor.nonce()).big(actor.balance().atto());
        }
        out.array(state.miners().size());
        for (Miner miner : state.miners()) {
            out.cid(miners.computeIfAbsent(miner, this::hash)).big(state.claim(miner.id().value()).raw())
                    .big(state.claim(miner.id().value()).qa());
        }
        out.big(state.pledgeTotal().atto());
        writeData(out, state);
        state.economy().ifPresent(economy -> write(out, economy));
        return Cid.ofCbor(out.toBytes());
    }

    private static void write(CborWriter out, NetworkEconomy economy) {
        RewardState reward = economy.reward();
        out.big(reward.cumsumBaseline()).big(reward.cumsumRealized()).unsigned(reward.effectiveTime())
                .big(reward.effectiveBaselinePower()).big(reward.reward().atto()).bytes(reward.smoothed().toCbor())
                .big(reward.baselinePower()).integer(reward.epoch()).bytes(economy.power().toCbor());
    }

    /** Deals and verified data, if there ever were any: chains without them keep the roots they had before there was a market. */
    private void writeData(CborWriter out, ChainState state) {
        if (state.registry() != VerifiedRegistry.NONE || state.market() != Market.NONE) {
            out.cid(registries.computeIfAbsent(state.registry(), StateRoot::hash));
            out.cid(markets.computeIfAbsent(state.market(), StateRoot::hash));
        }
    }

    private static byte[] robust(Actor actor) {
        return actor.robust() == null ? new byte[0] : actor.robust().toBytes();
    }

    private Cid hash(Miner miner) {
        CborWriter out = new CborWriter();
        out.unsigned(miner.id().value()).integer(miner.periodOffset()).bool(miner.cronActive());
        out.bytes(MinerInfo.SHAPE.toCbor(miner.info()));
        out.big(miner.funds().locked().atto()).big(miner.funds().deposits().atto()).big(miner.funds().pledge().atto())
                .big(miner.funds().feeDebt().atto());
        for (SectorPreCommitOnChainInfo preCommit : miner.preCommits().open().values()) {
            out.bytes(preCommit.toCbor());
        }
        write(out, List.of(miner.preCommits().allocated()));
        out.cid(tables.computeIfAbsent(miner.sectors(), StateRoot::hash));
        miner.deadlines().forEach(deadline -> out.cid(deadlines.computeIfAbsent(deadline, StateRoot::hash)));
        return Cid.ofCbor(out.toBytes());
    }

    private static Cid hash(VerifiedRegistry registry) {
        CborWriter out = new CborWriter().unsigned(registry.nextId());
        registry.allocations().forEach((id, each) -> Allocation.SHAPE.write(out.unsigned(id), each));
        registry.claims().forEach((id, each) -> VerifiedClaim.SHAPE.write(out.unsigned(id), each));
        return Cid.ofCbor(out.toBytes());
    }

    private static Cid hash(Market market) {
        CborWriter out = new CborWriter();
        market.deals().forEach((id, each) -> MarketDeal.SHAPE.write(out.unsigned(id), each));
        return Cid.ofCbor(out.toBytes());
    }

    private static Cid hash(SectorTable table) {
        CborWriter out = new CborWriter();
        for (SectorOnChainInfo sector : table.all().values()) {
            out.bytes(sector.toCbor());
        }
        return Cid.ofCbor(out.toBytes());
    }

    private static Cid hash(Deadline deadline) {
        CborWriter out = new CborWriter();
        write(out, List.of(deadline.posted()));
        out.big(deadline.faultyPower().qa()).big(deadline.livePower().qa()).big(deadline.dailyFee().atto());
        out.unsigned(deadline.optimistic().size()).unsigned(deadline.snapshot().proofs().size());
        for (Partition partition : deadline.partitions()) {
            write(out, List.of(partition.sectors(), partition.unproven(), partition.faults(), partition.recoveries(),
                    partition.terminated()));
            partition.earlyTerminated().forEach((epoch, sectors) -> out.integer(epoch).bytes(sectors.toRle()));
        }
        return Cid.ofCbor(out.toBytes());
    }

    private static void write(CborWriter out, List<BitField> sets) {
        sets.forEach(set -> out.bytes(set.toRle()));
    }
}
