package io.sealstream.manager.domain.miner;

import io.sealstream.filecoin.ActorId;
import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.filecoin.BitField;
import io.sealstream.manager.domain.batch.Aggregation;
import io.sealstream.manager.domain.batch.BatchPolicy.Member;
import io.sealstream.manager.domain.batch.Due;
import io.sealstream.manager.domain.batch.OpenBatch;
import io.sealstream.manager.domain.miner.MinerState.Answer;
import io.sealstream.manager.domain.miner.MinerState.Planned;
import io.sealstream.manager.domain.policy.MinerContext.NodeSeen;
import io.sealstream.manager.domain.proving.ProvingEvent;
import io.sealstream.manager.domain.sector.SectorEvent;
import io.sealstream.manager.domain.sector.SectorRules;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The only way a miner changes: its own events, and what the events of its sectors and partitions mean for it. */
public final class MinerFold {
    private MinerFold() {}

    static MinerState apply(@Nullable MinerState before, MinerEvent event, ChainEpoch at) {
        MinerState m = before == null ? MinerState.first(event.miner()) : before;
        return switch (event) {
            case MinerEvent.PolicySet e -> m.withPolicy(e.policy(), at);
            case MinerEvent.MinerObserved e -> m.withObserved(e.observed(), at);
            case MinerEvent.SectorsWanted e -> m.withWanted(e.total());
            case MinerEvent.SectorOffered e ->
                m.with(m.batches().with(e.purpose(), new Member(e.sector(), e.readyAt(), e.lastSafe())));
            case MinerEvent.BatchDue e ->
                m.with(m.batches().with(e.purpose(), new Due(BitField.of(e.sectors()), e.reason(), e.words(), at, null)));
            case MinerEvent.BatchHeld e -> m.with(m.batches().held(e.purpose(),
                    e.words().isEmpty() ? null : new Due.Held(e.words(), e.lacks())));
            case MinerEvent.AggregateOrdered e -> m.with(m.batches().with(new Aggregation(e.intent(), e.sectors(), e.node(),
                    e.attempt(), e.reason(), e.sender(), e.funds(), e.alert(), at)));
            case MinerEvent.AggregateDropped e -> m.with(m.batches().dropped(e.intent()));
            case MinerEvent.BatchFormed e -> m.with(m.batches().with(new OpenBatch(e.intent(), e.purpose(), e.sectors(),
                    e.sender(), e.funds(), e.expiration(), at, e.form(), e.overEstimation(), e.aggregate(), e.reason(),
                    e.alert())));
            case MinerEvent.BatchClosed e -> m.with(m.batches().closed(e.intent()));
            case MinerEvent.NodeReturned e ->
                m.withNode(e.node(), new NodeSeen(e.incarnation(), e.stores(), e.windowPoSt(), e.aggregate(), true));
            case MinerEvent.NodeLost e -> lost(m, e);
            case MinerEvent.RequestAnswered e -> m.withAnswer(e.client(), new Answer(e.number(), e.reply(), e.error()));
        };
    }

    private static MinerState lost(MinerState m, MinerEvent.NodeLost event) {
        NodeSeen seen = m.nodes().get(event.node());
        return m.withNode(event.node(), seen == null
                ? new NodeSeen(event.incarnation(), List.of(), false, false, false)
                : new NodeSeen(event.incarnation(), seen.stores(), seen.windowPoSt(), seen.aggregate(), false));
    }

    /** What an event of a sector means for its miner. */
    public static MinerState observe(@Nullable MinerState before, SectorEvent event) {
        MinerState m = observed(known(before, event.sector().miner()), event);
        return SectorRules.leavesWaiting(event) ? m.with(m.batches().without(List.of(event.sector().number()))) : m;
    }

    private static MinerState observed(MinerState m, SectorEvent event) {
        return switch (event) {
            case SectorEvent.SectorAllocated e -> m.withGiven(e.sector().number(), MinerState.scratch(e.node(), e.store()));
            case SectorEvent.Finalized e -> m.withFreed(e.sector().number());
            case SectorEvent.SectorAborted e -> m.withFreed(e.sector().number());
            case SectorEvent.Activated e ->
                m.deadlines().containsKey(e.deadline()) ? m : m.withDeadline(e.deadline(), new Planned(null));
            case SectorEvent e -> m;
        };
    }

    /** What an event of a partition means for its miner. */
    public static MinerState observe(@Nullable MinerState before, ProvingEvent event) {
        MinerState m = known(before, event.partition().miner());
        String place = event.partition().deadline() + "/" + event.partition().index();
        return switch (event) {
            case ProvingEvent.PartitionPlanned e -> m.withDeadline(e.partition().deadline(), new Planned(e.periodStart()))
                    .withOpen(place, e.periodStart().value());
            case ProvingEvent.DeadlineClosed e -> m.withClosed(place);
            case ProvingEvent e -> m;
        };
    }

    private static MinerState known(@Nullable MinerState before, ActorId miner) {
        if (before == null) {
            throw new IllegalStateException(
                    "an event of a sector or partition of " + miner + " precedes every event of the miner");
        }
        return before;
    }
}
