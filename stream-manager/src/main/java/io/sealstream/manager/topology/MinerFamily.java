package io.sealstream.manager.topology;

import io.sealstream.filecoin.ActorId;
import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.filecoin.SectorId;
import io.sealstream.manager.domain.Effect;
import io.sealstream.manager.domain.Event;
import io.sealstream.manager.domain.PartitionId;
import io.sealstream.manager.domain.Plan;
import io.sealstream.manager.domain.ReadDigest;
import io.sealstream.manager.domain.Step;
import io.sealstream.manager.domain.Target;
import io.sealstream.manager.domain.miner.MinerCommand;
import io.sealstream.manager.domain.miner.MinerEvent;
import io.sealstream.manager.domain.miner.MinerFold;
import io.sealstream.manager.domain.miner.MinerMachine;
import io.sealstream.manager.domain.miner.MinerScope;
import io.sealstream.manager.domain.miner.MinerState;
import io.sealstream.manager.domain.policy.ChainRules;
import io.sealstream.filecoin.TokenAmount;
import io.sealstream.manager.wire.Head;
import io.sealstream.manager.domain.policy.FeeHistory;
import io.sealstream.manager.domain.policy.BaseFees;
import io.sealstream.manager.domain.policy.MinerContext;
import io.sealstream.manager.domain.proving.Partition;
import io.sealstream.manager.domain.proving.ProvingCommand;
import io.sealstream.manager.domain.proving.ProvingContext;
import io.sealstream.manager.domain.proving.ProvingEvent;
import io.sealstream.manager.domain.proving.ProvingMachine;
import io.sealstream.manager.domain.sector.Persistence;
import io.sealstream.manager.domain.sector.Sector;
import io.sealstream.manager.domain.sector.SectorCommand;
import io.sealstream.manager.domain.sector.SectorEvent;
import io.sealstream.manager.domain.sector.SectorMachine;
import io.sealstream.manager.topology.Stores.Kind;
import io.sealstream.manager.wire.EffectRecords;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The machines of miners: the miner, its sectors and its partitions, all in one partition and one transaction. */
final class MinerFamily implements Family {
    private final ChainRules rules;
    private final EffectRecords effects;
    private final SectorMachine sectors = new SectorMachine();
    private final ProvingMachine proving = new ProvingMachine();

    MinerFamily(ChainRules rules, EffectRecords effects) {
        this.rules = rules;
        this.effects = effects;
    }

    @Override
    public Stores.Book book() {
        return Stores.MINER_BOOK;
    }

    @Override
    public void reorg(Unit unit, ChainEpoch revertedTo) {
        // Sectors and partitions hear of reorgs through their lanes, and read the chain afresh before they rely on it.
    }

    @Override
    public void heard(Unit unit, Head head) {
        FeeHistory known = unit.get(Stores.FEES, Stores.FEES_KEY);
        FeeHistory next = (known == null ? FeeHistory.NONE : known).with(head.epoch(), head.baseFee());
        if (!next.equals(known)) {
            unit.put(Stores.FEES, Stores.FEES_KEY, next);
        }
    }

    @Override
    public void settle(Unit unit, Target target) {
        Plan plan = switch (target) {
            case Target.OfMiner t ->
                new MinerMachine(t.miner()).plan(unit.require(Stores.MINERS, t.key()), scope(unit, t.miner()));
            case Target.OfSector t -> sectors.plan(unit.require(Stores.SECTORS, t.key()), context(unit, t.sector().miner()));
            case Target.OfPartition t ->
                proving.plan(unit.require(Stores.PARTITIONS, t.key()), provingContext(unit, t.partition().miner()));
            case Target.OfLane t -> Plan.NOTHING;
            case Target.OfNode t -> Plan.NOTHING;
        };
        Timers.set(unit, Stores.MINER_BOOK.timers(), target, plan.wakeAfter(unit.now()).orElse(null));
    }

    @Override
    public Optional<String> take(Unit unit, Pending p) {
        return switch (p.target()) {
            case Target.OfMiner t -> miner(unit, t.miner(), p);
            case Target.OfSector t -> sector(unit, t.sector(), p);
            case Target.OfPartition t -> partition(unit, t.partition(), p);
            case Target.OfLane t -> throw new IllegalStateException("a lane is no machine of a miner: " + t.key());
            case Target.OfNode t -> throw new IllegalStateException("a node is no machine of a miner: " + t.key());
        };
    }

    private Optional<String> miner(Unit unit, ActorId miner, Pending p) {
        if (p.command() instanceof ReadDigest question) {
            return DigestAnswer.give(unit, effects, Stores.MINER_BOOK.positions(), Stores.MINER_STATES, miner.toString(),
                    question);
        }
        MinerCommand command = p.command() instanceof Wakeup ? new MinerCommand.Wake() : (MinerCommand) p.command();
        Step<MinerState, MinerEvent> step = Step.run(new MinerMachine(miner), unit.get(Stores.MINERS, miner.toString()), command,
                scope(unit, miner), p.wokenAfter());
        return finish(unit, p.target(), Stores.MINERS, step);
    }

    private Optional<String> sector(Unit unit, SectorId sector, Pending p) {
        SectorCommand command = p.command() instanceof Wakeup ? new SectorCommand.Wake() : (SectorCommand) p.command();
        Step<Sector, SectorEvent> step = Step.run(sectors, unit.get(Stores.SECTORS, sector.toString()), command,
                context(unit, sector.miner()),
                p.wokenAfter());
        Optional<String> rejected = finish(unit, p.target(), Stores.SECTORS, step);
        for (SectorEvent event : step.events()) {
            observed(unit, sector.miner(), MinerFold.observe(unit.get(Stores.MINERS, sector.miner().toString()), event));
        }
        return rejected;
    }

    private Optional<String> partition(Unit unit, PartitionId partition, Pending p) {
        ProvingCommand command = p.command() instanceof Wakeup ? new ProvingCommand.Wake() : (ProvingCommand) p.command();
        Step<Partition, ProvingEvent> step = Step.run(proving, unit.get(Stores.PARTITIONS, partition.toString()), command,
                provingContext(unit, partition.miner()), p.wokenAfter());
        Optional<String> rejected = finish(unit, p.target(), Stores.PARTITIONS, step);
        for (ProvingEvent event : step.events()) {
            observed(unit, partition.miner(), MinerFold.observe(unit.get(Stores.MINERS, partition.miner().toString()), event));
        }
        return rejected;
    }

    private <S, E extends Event> Optional<String> finish(Unit unit, Target target, Kind<S> kind, Step<S, E> step) {
        S state = step.state();
        if (state != null && !step.events().isEmpty()) {
            unit.put(kind, target.key(), state);
        }
        for (E event : step.events()) {
            unit.record(Stores.MINER_BOOK.positions(), minerOf(target), event, event instanceof SectorEvent);
        }
        step.effects().forEach(effect -> issue(unit, effect));
        if (state != null) {
            Timers.set(unit, Stores.MINER_BOOK.timers(), target, step.wakeAt());
        }
        return Optional.ofNullable(step.rejected());
    }

    private void issue(Unit unit, Effect effect) {
        switch (effect) {
            case Effect.Tell tell -> unit.enqueue(tell.target(), tell.command(), null, null);
            case Effect.OfferToBatch offer -> unit.enqueue(new Target.OfMiner(offer.sector().miner()),
                    new MinerCommand.OfferSector(offer.sector().number(), offer.purpose()), null, null);
            case Effect out -> effects.of(out).ifPresent(unit::send);
        }
    }

    /** What an event of a sector or partition changed in its miner; a new deadline or a closed window moves the miner's timer. */
    private void observed(Unit unit, ActorId miner, MinerState after) {
        String key = miner.toString();
        if (!after.equals(unit.get(Stores.MINERS, key))) {
            unit.put(Stores.MINERS, key, after);
            settle(unit, new Target.OfMiner(miner));
        }
    }

    private MinerScope scope(Unit unit, ActorId miner) {
        return new MinerScope(unit.now(), rules,
                n -> Optional.ofNullable(unit.get(Stores.SECTORS, new SectorId(miner, n).toString())), fees(unit));
    }

    private static BaseFees fees(Unit unit) {
        Head head = unit.get(Stores.MINER_BOOK.head(), Stores.HEAD_KEY);
        FeeHistory history = unit.get(Stores.FEES, Stores.FEES_KEY);
        return (history == null ? FeeHistory.NONE : history).at(head == null ? TokenAmount.ZERO : head.baseFee());
    }

    private MinerContext context(Unit unit, ActorId miner) {
        MinerState state = unit.get(Stores.MINERS, miner.toString());
        return state == null
                ? new MinerContext(unit.now(), rules, null, null, Map.of(), Set.of())
                : state.context(unit.now(), rules);
    }

    private ProvingContext provingContext(Unit unit, ActorId miner) {
        return new ProvingContext(context(unit, miner), n -> store(unit, miner, n));
    }

    private static Optional<String> store(Unit unit, ActorId miner, long number) {
        @Nullable
        Sector sector = unit.get(Stores.SECTORS, new SectorId(miner, number).toString());
        return sector != null && sector.persistence() instanceof Persistence.Done done
                ? Optional.of(done.store())
                : Optional.empty();
    }

    private static String minerOf(Target target) {
        String key = target.key();
        int slash = key.indexOf('/');
        return slash < 0 ? key : key.substring(0, slash);
    }
}
