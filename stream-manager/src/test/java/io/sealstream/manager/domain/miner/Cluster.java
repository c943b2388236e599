package io.sealstream.manager.domain.miner;

import io.sealstream.filecoin.ActorId;
import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.BitField;
import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.filecoin.Cid;
import io.sealstream.filecoin.ProvingSchedule;
import io.sealstream.filecoin.TokenAmount;
import io.sealstream.manager.Policies;
import io.sealstream.manager.domain.policy.BatchRules;
import io.sealstream.manager.domain.policy.LaneLimits;
import io.sealstream.manager.domain.ChainQuestion.RandomnessPurpose;
import io.sealstream.manager.domain.Effect;
import io.sealstream.manager.domain.Purpose;
import io.sealstream.manager.domain.Request;
import io.sealstream.manager.domain.Step;
import io.sealstream.manager.domain.Target;
import io.sealstream.manager.domain.ChainQuestion.QuoteCommitment;
import io.sealstream.manager.domain.policy.BaseFees;
import io.sealstream.manager.domain.policy.ChainRules;
import io.sealstream.manager.domain.policy.MinerContext.NodeSeen;
import io.sealstream.manager.domain.policy.MinerPolicy;
import io.sealstream.manager.domain.policy.Observed;
import io.sealstream.manager.domain.policy.Sealing;
import io.sealstream.manager.domain.sector.Sector;
import io.sealstream.manager.domain.sector.SectorCommand;
import io.sealstream.manager.domain.sector.SectorEvent;
import io.sealstream.manager.domain.sector.SectorMachine;
import io.sealstream.manager.domain.task.NodeStore;
import io.sealstream.manager.domain.task.SealStep;
import io.sealstream.manager.domain.task.StoreKind;
import io.sealstream.manager.domain.task.TaskRef;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One miner with its sectors, run as the shell does it: what a step tells a sector is done before the next command. */
final class Cluster {
    static final ActorId MINER = new ActorId(1000);
    static final Address OWNER = key(1);
    static final Address WORKER = key(2);
    static final Address CONTROL = key(3);
    static final Cid COMM_D = Cid.unsealed(new byte[32]);
    static final Cid COMM_R = Cid.sealed(new byte[32]);
    static final long FIRST = 10;
    static final long LAST = 13;
    static final ChainRules RULES = new ChainRules(ProvingSchedule.STANDARD, 10, 86_400, 900, 3_780, 518_400);

    final MinerMachine machine = new MinerMachine(MINER);
    final SectorMachine sectorMachine = new SectorMachine();
    final SortedMap<Long, Sector> sectors = new TreeMap<>();
    final List<Long> given = new ArrayList<>();
    private final List<Recorded> log = new ArrayList<>();
    ChainEpoch now = ChainEpoch.of(10_000);
    @Nullable
    MinerState state;
    BaseFees fees = BaseFees.of(TokenAmount.ofAtto(100));
    /** What each sender has. */
    final SortedMap<Address, TokenAmount> balances = new TreeMap<>(Map.of(OWNER, TokenAmount.ofFil(1), WORKER,
            TokenAmount.ofFil(2), CONTROL, TokenAmount.ofFil(1)));
    TokenAmount available = TokenAmount.ZERO;
    /** Deposit and pledge of every sector. */
    TokenAmount each = TokenAmount.ofNanoFil(100);
    /** Sectors that the chain would refuse. */
    final SortedMap<Long, String> unfit = new TreeMap<>();
    private long numbers;

    private sealed interface Recorded {
        record OfMiner(MinerEvent event, ChainEpoch at) implements Recorded {}

        record OfSector(SectorEvent event) implements Recorded {}
    }

    static Address key(int number) {
        byte[] bytes = new byte[48];
        bytes[0] = (byte) number;
        return Address.bls(bytes);
    }

    static MinerPolicy policy(Sealing sealing, Address... senders) {
        return new MinerPolicy(FIRST, LAST, 5, sealing, 0, List.of("disk"), List.of(senders), List.of(senders), List.of(),
                Policies.upTo(TokenAmount.ofNanoFil(1), TokenAmount.ofNanoFil(2), TokenAmount.ofNanoFil(3)), true, 5, 2, 2, 1, 3,
                BatchRules.NONE, BatchRules.NONE, LaneLimits.NONE);
    }

    static Observed observed(long... allocated) {
        return new Observed(OWNER, WORKER, List.of(CONTROL), 2048, 5, ChainEpoch.ZERO, BitField.of(allocated));
    }

    /** A miner that is known, read, and begins sectors of itself. */
    static Cluster begin(Sealing sealing) {
        Cluster cluster = new Cluster();
        cluster.step(new MinerCommand.SetPolicy(cluster.request("cli"), policy(sealing)));
        cluster.observe();
        return cluster;
    }

    Step<MinerState, MinerEvent> observe(long... allocated) {
        return observeAt(now, allocated);
    }

    Step<MinerState, MinerEvent> observeAt(ChainEpoch readAt, long... allocated) {
        return step(new MinerCommand.ObserveMiner("f01000/MINER", observed(allocated), readAt));
    }

    /** The chain names these control addresses. */
    void observeKeys(List<Address> controls) {
        step(new MinerCommand.ObserveMiner("f01000/MINER",
                new Observed(OWNER, WORKER, controls, 2048, 5, ChainEpoch.ZERO, BitField.EMPTY), now));
    }

    /** The last event of the miner of that kind. */
    <T extends MinerEvent> T last(Class<T> type) {
        return log.stream().filter(Recorded.OfMiner.class::isInstance).map(r -> ((Recorded.OfMiner) r).event())
                .filter(type::isInstance).map(type::cast).reduce((a, b) -> b).orElseThrow();
    }

    Request request(String client) {
        return new Request(client, ++numbers, 1, 0);
    }

    MinerState miner() {
        if (state == null) {
            throw new AssertionError("no miner yet");
        }
        return state;
    }

    Sector sector(long number) {
        return Objects.requireNonNull(sectors.get(number), "no such sector");
    }

    NodeSeen node(String name) {
        return Objects.requireNonNull(miner().nodes().get(name), "no such node");
    }

    MinerScope scope() {
        return new MinerScope(now, RULES, n -> Optional.ofNullable(sectors.get(n)), fees);
    }

    Step<MinerState, MinerEvent> step(MinerCommand command) {
        Step<MinerState, MinerEvent> step = Step.run(machine, state, command, scope(), null);
        state = step.state();
        step.events().forEach(e -> log.add(new Recorded.OfMiner(e, now)));
        tell(step.effects());
        return step;
    }

    private void tell(List<Effect> effects) {
        Queue<Effect> pending = new ArrayDeque<>(effects);
        while (!pending.isEmpty()) {
            if (pending.remove() instanceof Effect.Tell tell && tell.target() instanceof Target.OfSector target) {
                sector(target.sector().number(), (SectorCommand) tell.command());
            }
        }
    }

    Step<Sector, SectorEvent> sector(long number, SectorCommand command) {
        Step<Sector, SectorEvent> step = Step.run(sectorMachine, sectors.get(number), command, miner().context(now, RULES), null);
        Sector after = step.state();
        if (after != null) {
            sectors.put(number, after);
        }
        for (SectorEvent event : step.events()) {
            state = MinerFold.observe(state, event);
            log.add(new Recorded.OfSector(event));
            if (event instanceof SectorEvent.SectorAllocated) {
                given.add(number);
            }
        }
        return step;
    }

    /** The miner after every recorded event, its own and its sectors'. */
    @Nullable
    MinerState folded() {
        MinerState folded = null;
        for (Recorded recorded : log) {
            folded = switch (recorded) {
                case Recorded.OfMiner r -> machine.apply(folded, r.event(), r.at());
                case Recorded.OfSector r -> MinerFold.observe(folded, r.event());
            };
        }
        return folded;
    }

    /** An idle store of a node asks. */
    Step<MinerState, MinerEvent> ask(String node, String store) {
        return step(new MinerCommand.RequestSector(request(node), node, 1, store));
    }

    Step<MinerState, MinerEvent> see(String node, long incarnation, String... stores) {
        List<NodeStore> there = List.of(stores).stream().map(s -> new NodeStore(s, StoreKind.SCRATCH, 100, 50, true)).toList();
        return step(new MinerCommand.SeeNode(node, incarnation, there, true, true));
    }

    static Effect.Reply reply(Step<MinerState, MinerEvent> step) {
        return step.effects().stream().filter(Effect.Reply.class::isInstance).map(Effect.Reply.class::cast).findFirst()
                .orElseThrow();
    }

    /** A sector up to its replica: it waits for a precommit. */
    Cluster sealed(long number) {
        ask("node-a", "scratch-" + number);
        sealedBy(sector(number));
        return this;
    }

    void sealedBy(Sector sector) {
        long number = sector.id().number();
        String node = sector.origin().node();
        sector(number, new SectorCommand.AddPieces(TaskRef.of(sector.id(), SealStep.PREPARE, 1, node), List.of(), COMM_D));
        ChainEpoch epoch = now.minus(RULES.ticketLookback());
        sector(number, new SectorCommand.AssignRandomness(sector.id() + "/TICKET/" + epoch, RandomnessPurpose.SEAL_TICKET, epoch,
                Bytes.of(new byte[32])));
        sector(number, new SectorCommand.CompleteSeal(TaskRef.of(sector.id(), SealStep.SEAL, 1, node), COMM_R, COMM_D, epoch,
                List.of()));
    }

    /** The offer of a sector, and the question that follows. */
    Step<MinerState, MinerEvent> offer(long number, Purpose purpose) {
        return step(new MinerCommand.OfferSector(number, purpose));
    }

    Step<MinerState, MinerEvent> quote(long number, Purpose purpose) {
        offer(number, purpose);
        return quote(purpose);
    }

    /** The answer to what is asked for sectors that shall leave. */
    Step<MinerState, MinerEvent> quote(Purpose purpose) {
        return step(answer(question(purpose).orElseThrow(() -> new AssertionError("no price is asked for"))));
    }

    /** The question that stands for sectors that shall leave. */
    Optional<Effect.AskChain> question(Purpose purpose) {
        return machine.plan(miner(), scope()).standing().stream().map(s -> s.effect()).filter(Effect.AskChain.class::isInstance)
                .map(Effect.AskChain.class::cast)
                .filter(ask -> ask.question() instanceof QuoteCommitment q && q.purpose() == purpose).findFirst();
    }

    MinerCommand.AcceptQuote answer(Effect.AskChain ask) {
        QuoteCommitment q = (QuoteCommitment) ask.question();
        SortedMap<Long, TokenAmount> amounts = new TreeMap<>();
        q.members().stream().map(QuoteCommitment.Member::sector).filter(n -> !unfit.containsKey(n))
                .forEach(n -> amounts.put(n, each));
        SortedMap<Address, TokenAmount> asked = new TreeMap<>();
        q.senders().forEach(sender -> asked.put(sender, balances.getOrDefault(sender, TokenAmount.ZERO)));
        return new MinerCommand.AcceptQuote(ask.requestId(), q.purpose(), amounts, asked, available, fees.now(), unfit);
    }

    /** The messages the miner stands by now, with the members as they are. */
    List<Effect.Intent> standing() {
        return state == null
                ? List.of()
                : machine.plan(state, scope()).standing().stream().map(s -> s.effect())
                        .filter(Effect.SendMessage.class::isInstance).map(e -> ((Effect.SendMessage) e).intent()).toList();
    }

    Map<String, Long> busy() {
        return miner().busyStores();
    }
}
