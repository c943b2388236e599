package io.sealstream.manager.domain.proving;

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
import io.sealstream.manager.domain.Decision;
import io.sealstream.manager.domain.Effect;
import io.sealstream.manager.domain.Effect.Receipt;
import io.sealstream.manager.domain.IntentOutcome;
import io.sealstream.manager.domain.PartitionId;
import io.sealstream.manager.domain.Step;
import io.sealstream.manager.domain.policy.ChainRules;
import io.sealstream.manager.domain.policy.MinerContext;
import io.sealstream.manager.domain.policy.MinerContext.NodeSeen;
import io.sealstream.manager.domain.policy.MinerPolicy;
import io.sealstream.manager.domain.policy.Observed;
import io.sealstream.manager.domain.policy.Sealing;
import io.sealstream.manager.domain.proving.Partition.WindowPlan;
import io.sealstream.manager.domain.task.NodeStore;
import io.sealstream.manager.domain.task.ProvenSector;
import io.sealstream.manager.domain.task.SkippedSector;
import io.sealstream.manager.domain.task.StoreKind;
import io.sealstream.manager.domain.task.TaskRef;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Deadline 3 of a miner whose periods start at 0, run step by step like the shell does: challenge 160, open 180, close 240. */
final class Window {
    static final long PERIOD = 2880;
    static final ChainEpoch CHALLENGE = ChainEpoch.of(160);
    static final ChainEpoch OPEN = ChainEpoch.of(180);
    static final ChainEpoch CLOSE = ChainEpoch.of(240);
    static final ActorId MINER = new ActorId(1000);
    static final PartitionId ID = new PartitionId(MINER, 3, 0);
    static final Bytes RANDOM = Bytes.of(new byte[]{ 1, 2, 3});
    static final Bytes MOVED = Bytes.of(new byte[]{ 4, 5, 6});
    static final Bytes COMMIT = Bytes.of(new byte[]{ 7, 8, 9});
    static final Bytes PROOF = Bytes.of(new byte[]{ 42});
    static final Address OWNER = key(1);
    static final Address WORKER = key(2);
    static final Address CONTROL = key(3);

    final ProvingMachine machine = new ProvingMachine();
    final Map<String, NodeSeen> nodes = new HashMap<>();
    final Map<Long, String> stores = new HashMap<>(Map.of(1L, "disk", 2L, "disk", 5L, "disk"));
    final List<ProvingEvent> log = new ArrayList<>();
    final List<ChainEpoch> epochs = new ArrayList<>();
    List<Address> postSenders = List.of(CONTROL);
    ChainEpoch now = ChainEpoch.of(163);
    @Nullable
    Partition state;
    private @Nullable ChainEpoch wakeAt;
    private ChainEpoch wokenAfter = now;

    static Address key(int number) {
        byte[] bytes = new byte[48];
        bytes[0] = (byte) number;
        return Address.bls(bytes);
    }

    /** Two live nodes; node a holds the store of all sectors. */
    static Window begin() {
        Window window = new Window();
        window.node("a", true, "disk");
        window.node("b", true, "other");
        return window;
    }

    Window node(String name, boolean here, String... held) {
        nodes.put(name, new NodeSeen(1,
                List.of(held).stream().map(s -> new NodeStore(s, StoreKind.LONG_TERM, 1, 1, false)).toList(), true, true, here));
        return this;
    }

    Window at(long epoch) {
        now = ChainEpoch.of(epoch);
        return this;
    }

    static WindowPlan plan(long periodStart) {
        Cid cid = Cid.sealed(new byte[32]);
        List<ProvenSector> sectors = List.of(new ProvenSector(1, cid, 5), new ProvenSector(2, cid, 5),
                new ProvenSector(5, cid, 5));
        return new WindowPlan(ChainEpoch.of(periodStart), CHALLENGE.plus(periodStart), OPEN.plus(periodStart),
                CLOSE.plus(periodStart), RANDOM,
                sectors, BitField.EMPTY);
    }

    ProvingContext context() {
        MinerPolicy policy = new MinerPolicy(0, 100, 5, Sealing.CONTINUOUS, 0, List.of("disk"), List.of(), List.of(), postSenders,
                Policies.upTo(TokenAmount.ZERO, TokenAmount.ZERO, TokenAmount.ofNanoFil(7)), false, 3, 1, 2, 1, 3,
                BatchRules.NONE, BatchRules.NONE, LaneLimits.NONE);
        Observed observed = new Observed(OWNER, WORKER, List.of(CONTROL), 2048, 5, ChainEpoch.ZERO, BitField.EMPTY);
        ChainRules rules = new ChainRules(ProvingSchedule.STANDARD, 10, 86400, 900, 1000, 518400);
        return new ProvingContext(new MinerContext(now, rules, policy, observed, nodes, Set.of()),
                n -> Optional.ofNullable(stores.get(n)));
    }

    /** One step as the shell makes it. */
    Step<Partition, ProvingEvent> step(ProvingCommand command) {
        Step<Partition, ProvingEvent> step = Step.run(machine, state, command, context(),
                command instanceof ProvingCommand.Wake ? wokenAfter : null);
        for (ProvingEvent event : step.events()) {
            log.add(event);
            epochs.add(now);
        }
        state = step.state();
        wakeAt = step.wakeAt();
        wokenAfter = now;
        return step;
    }

    /** The decision alone. */
    Decision<ProvingEvent> decide(ProvingCommand command) {
        return machine.decide(state, command, context());
    }

    /** A head at an epoch: woken if a wake is due, like by the shell's index. */
    List<Effect> head(long epoch) {
        now = ChainEpoch.of(epoch);
        if (wakeAt == null || wakeAt.isAfter(now)) {
            return List.of();
        }
        return step(new ProvingCommand.Wake()).effects();
    }

    Partition partition() {
        if (state == null) {
            throw new AssertionError("no partition yet");
        }
        return state;
    }

    /** State after every recorded event, each at its own epoch. */
    @Nullable
    Partition folded() {
        Partition folded = null;
        for (int i = 0; i < log.size(); i++) {
            folded = machine.apply(folded, log.get(i), epochs.get(i));
        }
        return folded;
    }

    Step<Partition, ProvingEvent> planned() {
        return step(new ProvingCommand.PlanWindow(ID, plan(0), List.of("tipset")));
    }

    static TaskRef task(int attempt, String node) {
        return TaskRef.ofPoSt(ID, 0, attempt, node);
    }

    static ProvingCommand.CompletePoSt proof(int attempt, String node, SkippedSector... skipped) {
        return new ProvingCommand.CompletePoSt(task(attempt, node), ChainEpoch.ZERO, PROOF, 5, List.of(skipped), List.of());
    }

    ProvingCommand.ConfirmDeadline recheck(boolean posted, Bytes challenge) {
        return new ProvingCommand.ConfirmDeadline(ProvingIds.recheck(partition()), partition().plan().periodStart(), posted,
                challenge,
                BitField.EMPTY, now);
    }

    ProvingCommand.ConfirmDeadline closeRead(BitField faulty) {
        return new ProvingCommand.ConfirmDeadline(ProvingIds.close(partition()), partition().plan().periodStart(), false, RANDOM,
                faulty, now);
    }

    ProvingCommand.AssignCommitRandomness commit() {
        return new ProvingCommand.AssignCommitRandomness(ProvingIds.commit(partition()), partition().plan().challengeEpoch(),
                COMMIT);
    }

    ProvingCommand.ResolvePoSt news(IntentOutcome outcome, long exitCode) {
        return new ProvingCommand.ResolvePoSt(intent(), outcome, new Receipt(now.value(), exitCode, Bytes.EMPTY, 9), "because");
    }

    String intent() {
        return switch (partition().state()) {
            case PartitionState.AwaitingLanding s -> s.intent();
            case PartitionState.AwaitingClose s -> s.intent();
            case PartitionState s -> throw new AssertionError("no intent in " + s);
        };
    }

    /** Up to a proof that is made. */
    Window proved() {
        planned();
        at(170).step(proof(1, "a"));
        return this;
    }

    /** Up to a message under way. */
    Window submitted() {
        proved();
        at(181).step(recheck(false, RANDOM));
        step(commit());
        return this;
    }

    /** Up to a message that landed. */
    Window landed() {
        submitted();
        at(184).step(news(IntentOutcome.LANDED, 0));
        return this;
    }
}
