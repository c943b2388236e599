package io.sealstream.manager.domain.sector;

import io.sealstream.manager.domain.FailureCause;
import io.sealstream.filecoin.ActorId;
import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.BitField;
import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.filecoin.Cid;
import io.sealstream.filecoin.ProvingSchedule;
import io.sealstream.filecoin.SectorId;
import io.sealstream.filecoin.TokenAmount;
import io.sealstream.manager.Policies;
import io.sealstream.manager.domain.policy.BatchRules;
import io.sealstream.manager.domain.policy.LaneLimits;
import io.sealstream.manager.domain.ChainQuestion.RandomnessPurpose;
import io.sealstream.manager.domain.Effect;
import io.sealstream.manager.domain.Effect.Receipt;
import io.sealstream.manager.domain.IntentOutcome;
import io.sealstream.manager.domain.Purpose;
import io.sealstream.manager.domain.Step;
import io.sealstream.manager.domain.policy.ChainRules;
import io.sealstream.manager.domain.policy.MinerContext;
import io.sealstream.manager.domain.policy.MinerPolicy;
import io.sealstream.manager.domain.policy.Observed;
import io.sealstream.manager.domain.sector.SectorCommand.AssignRandomness;
import io.sealstream.manager.domain.sector.SectorCommand.ConfirmPreCommit;
import io.sealstream.manager.domain.sector.SectorCommand.ConfirmSector;
import io.sealstream.manager.domain.task.FailureLevel;
import io.sealstream.manager.domain.task.SealStep;
import io.sealstream.manager.domain.task.TaskRef;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One sector, run step by step as the shell does it, with scripted answers of its node, of the chain and of its messages. */
final class Sealing {
    static final ActorId MINER = new ActorId(1000);
    static final SectorId ID = new SectorId(MINER, 17);
    static final String NODE = "node-a";
    static final String STORE = "scratch";
    static final int PROOF_TYPE = 5;
    static final Address SENDER = key(2);
    static final Cid COMM_D = Cid.unsealed(new byte[32]);
    static final Cid COMM_R = Cid.sealed(new byte[32]);
    static final Cid OTHER_R = Cid.sealed(filled(3));
    static final Bytes TICKET = Bytes.of(filled(1));
    static final Bytes SEED = Bytes.of(filled(2));
    static final Bytes PROOF = Bytes.of(new byte[]{ 42});
    static final ChainRules RULES = new ChainRules(ProvingSchedule.STANDARD, 10, 86_400, 900, 3_780, 518_400);
    static final int CONFIDENCE = 5;
    static final int ATTEMPTS = 3;

    final SectorMachine machine = new SectorMachine();
    final List<SectorEvent> log = new ArrayList<>();
    final List<ChainEpoch> epochs = new ArrayList<>();
    final Set<String> openIntents = new HashSet<>();
    ChainEpoch now = ChainEpoch.of(10_000);
    @Nullable
    Sector state;
    private @Nullable ChainEpoch wakeAt;
    private ChainEpoch wokenAfter = now;

    static Address key(int number) {
        byte[] bytes = new byte[48];
        bytes[0] = (byte) number;
        return Address.bls(bytes);
    }

    private static byte[] filled(int value) {
        byte[] bytes = new byte[32];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }

    Sealing at(long epoch) {
        now = ChainEpoch.of(epoch);
        return this;
    }

    Sealing pass(long epochs) {
        return at(now.value() + epochs);
    }

    MinerContext context() {
        MinerPolicy policy = new MinerPolicy(0, 100, PROOF_TYPE, io.sealstream.manager.domain.policy.Sealing.CONTINUOUS, 0,
                List.of("disk"), List.of(), List.of(), List.of(),
                Policies.upTo(TokenAmount.ZERO, TokenAmount.ZERO, TokenAmount.ZERO), true,
                CONFIDENCE, 2, 2, 1, ATTEMPTS, BatchRules.NONE, BatchRules.NONE, LaneLimits.NONE);
        Observed observed = new Observed(key(1), SENDER, List.of(), 2048, 5, ChainEpoch.ZERO, BitField.EMPTY);
        return new MinerContext(now, RULES, policy, observed, Map.of(), openIntents);
    }

    Step<Sector, SectorEvent> step(SectorCommand command) {
        Step<Sector, SectorEvent> step = Step.run(machine, state, command, context(),
                command instanceof SectorCommand.Wake ? wokenAfter : null);
        for (SectorEvent event : step.events()) {
            log.add(event);
            epochs.add(now);
        }
        state = step.state();
        wakeAt = step.wakeAt();
        wokenAfter = now;
        return step;
    }

    /** A head some epochs later: woken if a wake is due. */
    List<Effect> wake(long later) {
        pass(later);
        return wakeAt == null || wakeAt.isAfter(now) ? List.of() : step(new SectorCommand.Wake()).effects();
    }

    Sector sector() {
        if (state == null) {
            throw new AssertionError("no sector yet");
        }
        return state;
    }

    /** State after every recorded event, each at its own epoch. */
    @Nullable
    Sector folded() {
        Sector folded = null;
        for (int i = 0; i < log.size(); i++) {
            folded = machine.apply(folded, log.get(i), epochs.get(i));
        }
        return folded;
    }

    static TaskRef task(SealStep step, int attempt) {
        return TaskRef.of(ID, step, attempt, NODE);
    }

    Step<Sector, SectorEvent> allocate() {
        return step(new SectorCommand.Allocate(ID, "cc", PROOF_TYPE, NODE, STORE));
    }

    Step<Sector, SectorEvent> pieces(int attempt) {
        return step(new SectorCommand.AddPieces(task(SealStep.PREPARE, attempt), List.of(), COMM_D));
    }

    /** The ticket drawn 900 epochs before the state that waits for it was entered. */
    Step<Sector, SectorEvent> ticket() {
        ChainEpoch epoch = sector().state().since().minus(RULES.ticketLookback());
        return ticket(epoch);
    }

    Step<Sector, SectorEvent> ticket(ChainEpoch epoch) {
        return step(new AssignRandomness(ID + "/TICKET/" + epoch, RandomnessPurpose.SEAL_TICKET, epoch, TICKET));
    }

    Step<Sector, SectorEvent> sealed(int attempt) {
        return sealed(attempt, sector().requireTicket().epoch(), COMM_D);
    }

    Step<Sector, SectorEvent> sealed(int attempt, ChainEpoch ticketEpoch, Cid commD) {
        return step(new SectorCommand.CompleteSeal(task(SealStep.SEAL, attempt), COMM_R, commD, ticketEpoch, List.of()));
    }

    Step<Sector, SectorEvent> join(Purpose purpose, String intent) {
        openIntents.add(intent);
        return step(new SectorCommand.JoinBatch(purpose, intent, SENDER, TokenAmount.ZERO, ChainEpoch.of(700_000)));
    }

    Step<Sector, SectorEvent> news(Purpose purpose, String intent, IntentOutcome outcome, long exitCode) {
        if (outcome == IntentOutcome.FINAL || outcome == IntentOutcome.FAILED) {
            openIntents.remove(intent);
        }
        return step(new SectorCommand.ResolveMessage(purpose, intent, outcome,
                new Receipt(now.value(), exitCode, Bytes.EMPTY, 9), "because", FailureCause.NONE));
    }

    /** A message that ended before it reached the chain. */
    Step<Sector, SectorEvent> failed(Purpose purpose, String intent, long exitCode, String reason) {
        openIntents.remove(intent);
        return step(new SectorCommand.ResolveMessage(purpose, intent, IntentOutcome.FAILED,
                new Receipt(0, exitCode, Bytes.EMPTY, 0), reason, FailureCause.ESTIMATE));
    }

    /** What the chain holds under the number. */
    Step<Sector, SectorEvent> preCommit(String requestId, Cid commR, long epoch) {
        ChainEpoch ticketEpoch = sector().requireTicket().epoch();
        return step(new ConfirmPreCommit(requestId, now,
                new ConfirmPreCommit.OnChain(commR, ticketEpoch, ChainEpoch.of(epoch), ChainEpoch.of(700_000))));
    }

    Step<Sector, SectorEvent> seed() {
        ChainEpoch epoch = sector().requirePreCommit().epoch().plus(RULES.challengeDelay());
        return step(new AssignRandomness(ID + "/SEED/" + epoch, RandomnessPurpose.INTERACTIVE_SEED, epoch, SEED));
    }

    /** The precommit, read afresh before a proof. */
    Step<Sector, SectorEvent> proofPreCommit(int attempt) {
        return preCommit(ID + "/PROVE/" + attempt + "/precommit", COMM_R, sector().requirePreCommit().epoch().value());
    }

    /** The ticket, drawn afresh before a proof. */
    Step<Sector, SectorEvent> proofTicket(int attempt, Bytes ticket) {
        String id = ID + "/PROVE/" + attempt + "/ticket/" + sector().requirePreCommit().epoch();
        return step(new AssignRandomness(id, RandomnessPurpose.SEAL_TICKET, sector().requireTicket().epoch(), ticket));
    }

    Step<Sector, SectorEvent> proved(int attempt) {
        return step(new SectorCommand.CompleteProof(task(SealStep.PROVE, attempt), PROOF, sector().requireSeed().epoch(),
                List.of()));
    }

    Step<Sector, SectorEvent> persisted(int attempt) {
        return step(new SectorCommand.CompletePersist(task(SealStep.PERSIST, attempt), "disk", List.of()));
    }

    Step<Sector, SectorEvent> onChain(String why, Cid commR, int deadline) {
        ConfirmSector.OnChain found = new ConfirmSector.OnChain(commR, now, ChainEpoch.of(700_000), deadline, 0);
        return step(new ConfirmSector(ID + "/PROVE_COMMIT/1/" + why, now, found));
    }

    Step<Sector, SectorEvent> fail(SealStep step, int attempt, FailureLevel level) {
        return step(new SectorCommand.FailTask(task(step, attempt), level, "disk is full"));
    }

    /** The way through a life, each up to a state. */
    Sealing toTicket() {
        allocate();
        pieces(1);
        return this;
    }

    Sealing toReplica() {
        toTicket().ticket();
        return this;
    }

    Sealing toPreCommitBatch() {
        toReplica().sealed(1);
        return this;
    }

    Sealing toPreCommit() {
        toPreCommitBatch().join(Purpose.PRECOMMIT, "p1");
        return this;
    }

    /** Precommitted at the epoch before now. */
    Sealing toSeed() {
        toPreCommit().pass(3).news(Purpose.PRECOMMIT, "p1", IntentOutcome.LANDED, 0);
        preCommit("landed", COMM_R, now.value() - 1);
        return this;
    }

    Sealing toProofInputs() {
        toSeed().pass(12).seed();
        return this;
    }

    Sealing toProof() {
        toProofInputs().proofPreCommit(1);
        proofTicket(1, TICKET);
        return this;
    }

    Sealing toProveCommitBatch() {
        toProof().persisted(1);
        proved(1);
        return this;
    }

    Sealing toProveCommit() {
        toProveCommitBatch().join(Purpose.PROVE_COMMIT, "c1");
        return this;
    }

    Sealing toFinality() {
        toProveCommit().pass(3).news(Purpose.PROVE_COMMIT, "c1", IntentOutcome.LANDED, 0);
        onChain("landed", COMM_R, 3);
        return this;
    }

    Sealing toCleanup() {
        toFinality().pass(CONFIDENCE).news(Purpose.PROVE_COMMIT, "c1", IntentOutcome.FINAL, 0);
        return this;
    }

    Sealing toProving() {
        toCleanup().step(new SectorCommand.CompleteFinalize(task(SealStep.FINALIZE, 1)));
        return this;
    }
}
