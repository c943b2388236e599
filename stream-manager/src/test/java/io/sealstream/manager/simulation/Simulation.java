package io.sealstream.manager.simulation;

import io.sealstream.filecoin.ActorId;
import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.ChainLimits;
import io.sealstream.filecoin.Cid;
import io.sealstream.filecoin.NetworkPolicy;
import io.sealstream.filecoin.ProvingSchedule;
import io.sealstream.filecoin.SectorId;
import io.sealstream.manager.domain.policy.ChainRules;
import io.sealstream.manager.domain.sector.Sector;
import io.sealstream.manager.domain.sector.SectorState;
import io.sealstream.manager.replay.Fold;
import io.sealstream.manager.topology.Alarm;
import io.sealstream.manager.topology.Inbound;
import io.sealstream.manager.topology.Stores;
import io.sealstream.manager.topology.TaskShell;
import io.sealstream.schemas.Serdes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One run. A storm of faults blows over a cluster that seals and proves; then comes the calm, in which every healthy sector must be proven
 * again. Everything is on one thread and follows from the seed.
 */
public final class Simulation {
    private static final long START = 1_700_000_000_000L;
    private static final long INSPECT_EVERY = 40;
    private static final long MOST_SKIPPED = 300;
    /** What becomes active in one period is proven for the first time in the next one; a store seals a sector a period if its proofs wait long. */
    private static final long LEAST_CALM_PERIODS = 4;
    private static final int TRACE_LINES = 80;
    private static final Duration NODE_SILENCE = Duration.ofSeconds(45);

    private final World world;
    private final Dice dice;
    private final SimChain chain;
    private final Managers managers;
    private final SimOperator operator;
    private final List<SimSealer> sealers = new ArrayList<>();
    private final List<ActorId> miners = new ArrayList<>();
    private final Effects effects;
    private final Watch watch;
    private final Weather weather;
    private final Clocks clocks;
    private final Proving proving;
    private final Auditor audits;
    private long stormEnds;
    private final long begin;
    private boolean finished;

    private Simulation(Options options, Serdes serdes) {
        Dice shape = new Dice(options.seed(), "shape");
        NetworkPolicy network = network(shape);
        Scheduler scheduler = new Scheduler(START);
        MemoryLog log = new MemoryLog(shape.between(1, 3), serdes, options.defect() == Defect.UNCOMMITTED_READS);
        this.world = new World(options, scheduler, log, serdes, ChainRules.of(network), new Trace(scheduler), new Storm(options),
                new Calm());
        this.dice = world.dice("simulation");
        this.chain = new SimChain(world, network);
        Terms terms = options.scene() == null ? Terms.drawn(options) : options.scene().terms();
        Set<Address> lanes = accounts(shape);
        Firewall firewall = new Firewall(world);
        this.managers = new Managers(world, new TaskShell.Parts(world.rules(), serdes, log.partitions(), NODE_SILENCE,
                new Alarms(), PlantedDefects.machines(options.defect(), world.rules(), log.partitions())), shape.between(1, 2));
        Fold fold = new Fold();
        Outside outside = new Outside(world, chain, miners, fold);
        this.effects = new Effects(lanes, new Nonces(world, chain, outside, lanes), outside::made);
        this.watch = new Watch(world, managers, chain, fold,
                new Watch.Rules(effects, new Members(fold), new Ledger(), new Spending(terms.limits()),
                        new Urgent(world, fold, lanes),
                        new LastSafe(world, fold, new Means(chain, fold, miners, outside, terms), terms), miners));
        this.clocks = new Clocks(world, watch.fold(), miners);
        SimChainNode node = new SimChainNode(world, chain);
        SimHeads heads = new SimHeads(world, chain, node);
        SimChainEdge edge = new SimChainEdge(world, node, firewall);
        SimSigner signer = new SimSigner(world, chain);
        signer.onSigned(effects::signing);
        Map<SectorId, Cid> longTerm = new TreeMap<>();
        int nodes = shape.between(1, 2);
        for (int i = 0; i < nodes; i++) {
            sealers.add(new SimSealer(world, firewall, "node-" + i, miners, terms.stores(), longTerm));
        }
        this.operator = new SimOperator(world, firewall, watch.fold(), "operator");
        for (ActorId miner : miners) {
            operator.begin(miner, terms.policy(Keys.of(miner)), terms.sectors());
        }
        this.audits = new Auditor(world, watch.fold(), lanes, miners);
        this.weather = new Weather(world,
                new Weather.Parts(chain, node, heads, edge, signer, managers, sealers, operator, watch.fold(), miners, outside,
                        clocks));
        this.proving = new Proving(world, chain, miners);
        chain.begin();
        this.begin = chain.height();
        this.stormEnds = begin + shape.between(100L, 300L);
        world.after(SimChain.EPOCH_MILLIS, this::epoch);
    }

    private static NetworkPolicy network(Dice shape) {
        long window = shape.pick(List.of(20L, 20L, 20L, 30L, 60L));
        ProvingSchedule schedule = new ProvingSchedule(48 * window, 48, window, 8, 20, 48 * window / 2);
        long duration = shape.pick(List.of(ChainLimits.NV28.proveCommitDuration(), 1_000L, 400L));
        return NetworkPolicy.DEVNET.withBlockTime(Duration.ofMillis(SimChain.EPOCH_MILLIS)).withSchedule(schedule)
                .withLimits(ChainLimits.NV28.withProveCommitDuration(duration));
    }

    /** Accounts and miners; gives the senders of the cluster. */
    private Set<Address> accounts(Dice shape) {
        Set<Address> lanes = new HashSet<>();
        Dice money = world.dice("money");
        chain.fund(Keys.OWNER, 10_000);
        chain.fund(Outside.TREASURY, 100_000);
        int count = shape.chance(0.3) ? 2 : 1;
        for (int i = 0; i < count; i++) {
            ActorId next = new ActorId(chain.state().nextId().value() + Keys.FUNDED);
            Keys keys = Keys.of(next);
            chain.fund(keys.worker(), Outside.funds(world, money));
            chain.fund(keys.spare(), Outside.funds(world, money));
            chain.fund(keys.control(), 1_000);
            ActorId miner = chain.createMiner(keys);
            if (!miner.equals(next)) {
                throw new IllegalStateException("miner " + miner + " instead of " + next);
            }
            miners.add(miner);
            lanes.addAll(keys.lanes());
        }
        return lanes;
    }

    /** Runs a seed to its end. Never throws for what the cluster did wrong. */
    public static Outcome run(Options options, Serdes serdes) {
        Simulation simulation = new Simulation(options, serdes);
        @Nullable
        Throwable violation = null;
        try {
            while (!simulation.finished && simulation.world.scheduler().step()) {
                // the scheduler has everything that happens
            }
            simulation.watch.inspect();
        } catch (RuntimeException e) {
            violation = e;
        }
        return simulation.outcome(violation);
    }

    private Outcome outcome(@Nullable Throwable violation) {
        return new Outcome(world.options(), violation, world.storm().faults(), world.storm().strikes(), chain.height() - begin,
                watch.events(), watch.counts(),
                world.scheduler().steps(), new Outcome.Messages(effects.executed(), effects.failed()), proving.proven(),
                proving.missed(), audits.answered(), watch.mostAttempts(), world.trace().digest(),
                violation == null ? List.of() : world.trace().last(TRACE_LINES));
    }

    // ---- epochs

    private void epoch() {
        long next = chain.height() + 1;
        weather.note(chain.height());
        if (!world.storm().isOver() && next >= stormEnds && !clocks.holdsStorm()) {
            stormEnds = next;
            weather.clear();
            proving.calm();
        }
        if (world.options().scene() != null && !world.storm().isOver()) {
            world.options().scene().script().accept(weather.parts());
        }
        next = clocks.goOn(next);
        if (world.storm().has(Fault.NULL_ROUNDS) && dice.chance(0.15)) {
            next += dice.between(1, 3);
        } else if (isQuiet()) {
            next += skip(next);
        }
        chain.produce(next);
        proving.check();
        if (next % INSPECT_EVERY == 0) {
            watch.inspect();
        }
        if (isDone()) {
            finished = true;
        } else if (chain.height() > stormEnds + calmPeriods() * world.rules().schedule().period()) {
            throw new Violation("liveness",
                    "not everything was proven in " + calmPeriods() + " periods after the storm: " + open());
        }
        world.after(SimChain.EPOCH_MILLIS, this::epoch);
    }

    private long calmPeriods() {
        return LEAST_CALM_PERIODS + sectors().size();
    }

    /** Nothing is under way: the chain may skip to the next challenge, as the devnet does. */
    private boolean isQuiet() {
        return operator.satisfied() && sealers.stream().allMatch(SimSealer::idle) && chain.chain().pool().isEmpty()
                && sectors().stream().allMatch(Simulation::rests) && lanesAreEmpty();
    }

    private long skip(long next) {
        OptionalLong challenge = proving.nextChallenge();
        long room = challenge.isEmpty() ? 0 : challenge.getAsLong() - 2 - next;
        return Math.clamp(room, 0, MOST_SKIPPED);
    }

    private Collection<Sector> sectors() {
        return watch.fold().states(Stores.SECTORS).values();
    }

    private static boolean rests(Sector sector) {
        return sector.state() instanceof SectorState.Proving || sector.state() instanceof SectorState.Aborted;
    }

    private boolean lanesAreEmpty() {
        return watch.fold().states(Stores.LANES).values().stream().allMatch(lane -> lane.open().isEmpty());
    }

    private boolean isDone() {
        return world.storm().isOver() && operator.satisfied() && !sectors().isEmpty()
                && sectors().stream().allMatch(Simulation::rests) && proving.allProvenInCalm();
    }

    private String open() {
        return sectors().stream().filter(sector -> !rests(sector)).map(sector -> sector.id() + " " + sector.state()).toList()
                + " lanes " + watch.fold().states(Stores.LANES).values().stream().flatMap(lane -> lane.open().stream())
                        .map(message -> message.intent().id() + " " + message.state() + " " + message.hold()).toList();
    }

    /** A bug or an unreadable record ends the run; refusals are judged where they are recorded. */
    private static final class Alarms implements Alarm {
        @Override
        public void unreadable(Inbound record, String reason) {
            throw new Violation("bugs", "unreadable: " + record.cause() + ": " + reason);
        }

        @Override
        public void bug(Inbound record, RuntimeException bug) {
            throw new Violation("bugs", record.cause() + ": " + bug, bug);
        }

        @Override
        public void rejected(Inbound record, String command, String reason) {
            // the record of the rejection tells
        }
    }
}
