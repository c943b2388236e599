package io.sealstream.manager.domain.miner;

import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.filecoin.SectorId;
import io.sealstream.filecoin.TokenAmount;
import io.sealstream.filecoin.actors.BatchReturn;
import io.sealstream.filecoin.actors.PreCommitSectorBatchParams2;
import io.sealstream.filecoin.actors.ProveCommitSectors3Params;
import io.sealstream.filecoin.actors.SectorActivationManifest;
import io.sealstream.filecoin.actors.SectorPreCommitInfo;
import io.sealstream.manager.Policies;
import io.sealstream.manager.domain.ChainQuestion.RandomnessPurpose;
import io.sealstream.manager.domain.Effect.Intent;
import io.sealstream.manager.domain.Effect.Receipt;
import io.sealstream.manager.domain.FailureCause;
import io.sealstream.manager.domain.IntentOutcome;
import io.sealstream.manager.domain.Purpose;
import io.sealstream.manager.domain.Step;
import io.sealstream.manager.domain.policy.BatchRules;
import io.sealstream.manager.domain.policy.FeePolicy;
import io.sealstream.manager.domain.policy.LaneLimits;
import io.sealstream.manager.domain.policy.MinerPolicy;
import io.sealstream.manager.domain.policy.Sealing;
import io.sealstream.manager.domain.sector.Sector;
import io.sealstream.manager.domain.sector.SectorCommand;
import io.sealstream.manager.domain.sector.SectorCommand.ConfirmPreCommit;
import io.sealstream.manager.domain.sector.SectorCommand.ConfirmSector;
import io.sealstream.manager.domain.sector.SectorState;
import io.sealstream.manager.domain.task.SealStep;
import io.sealstream.manager.domain.task.TaskRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.ToLongFunction;
import java.util.stream.LongStream;

/** A miner whose sectors share messages, with a lane and a chain that do what a test says. */
final class Committing {
    /** Leaves when full or late; looks at no fee. */
    static final BatchRules FOUR = rules(4);
    static final TokenAmount RICH = TokenAmount.ofFil(1_000);

    final Cluster cluster = new Cluster();
    private MinerPolicy policy;

    Committing(BatchRules preCommit, BatchRules proveCommit, Address... senders) {
        FeePolicy fees = Policies.upTo(TokenAmount.ofFil(1), TokenAmount.ofFil(1), TokenAmount.ofFil(1));
        this.policy = policy(preCommit, proveCommit, fees, true, senders);
        set(policy);
        cluster.observe();
        cluster.step(new MinerCommand.SeeNode("node-a", 1, List.of(), true, false));
        cluster.balances.replaceAll((sender, has) -> RICH);
    }

    static BatchRules rules(int threshold) {
        return new BatchRules(true, threshold, 2_880, 10, TokenAmount.ZERO, 0, 1, 300, 0);
    }

    static MinerPolicy policy(BatchRules preCommit, BatchRules proveCommit, FeePolicy fees, boolean sendFunds,
            Address... senders) {
        return new MinerPolicy(1, 9_999, 5, Sealing.CONTINUOUS, 0, List.of("disk"), List.of(senders), List.of(senders),
                List.of(), fees, sendFunds, 5, 2, 2, 1, 3, preCommit, proveCommit, LaneLimits.NONE);
    }

    void set(MinerPolicy next) {
        policy = next;
        cluster.step(new MinerCommand.SetPolicy(cluster.request("cli"), next));
    }

    MinerPolicy policy() {
        return policy;
    }

    Committing at(long epoch) {
        cluster.now = ChainEpoch.of(epoch);
        return this;
    }

    Committing pass(long epochs) {
        return at(cluster.now.value() + epochs);
    }

    Step<MinerState, MinerEvent> wake() {
        return cluster.step(new MinerCommand.Wake());
    }

    // ---- sectors

    /** Seals so many sectors and offers each for its precommit. */
    List<Long> sealed(int count) {
        List<Long> numbers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            numbers.add(sealed());
        }
        return numbers;
    }

    long sealed() {
        long number = cluster.sectors.isEmpty() ? 1 : cluster.sectors.lastKey() + 1;
        cluster.sealed(number);
        cluster.offer(number, Purpose.PRECOMMIT);
        return number;
    }

    /** Brings a sector whose precommit is on its way to its proof, and offers it. */
    void toProof(long number) {
        Sector sector = cluster.sector(number);
        SectorId id = sector.id();
        cluster.sector(number, new SectorCommand.CompletePersist(task(id, SealStep.PERSIST, 1), "disk", List.of()));
        prove(number, 1);
    }

    void prove(long number, int attempt) {
        Sector sector = cluster.sector(number);
        SectorId id = sector.id();
        ChainEpoch seed = sector.requirePreCommit().epoch().plus(Cluster.RULES.challengeDelay());
        cluster.sector(number, new SectorCommand.AssignRandomness(id + "/SEED/" + seed, RandomnessPurpose.INTERACTIVE_SEED, seed,
                Bytes.of(new byte[32])));
        cluster.sector(number, new ConfirmPreCommit(id + "/PROVE/" + attempt + "/precommit", cluster.now, onChain(sector, sector
                .requirePreCommit().epoch(), sector.requirePreCommit().expiration())));
        ChainEpoch ticket = sector.requireTicket().epoch();
        cluster.sector(number, new SectorCommand.AssignRandomness(
                id + "/PROVE/" + attempt + "/ticket/" + sector.requirePreCommit().epoch(), RandomnessPurpose.SEAL_TICKET, ticket,
                Bytes.of(new byte[32])));
        cluster.sector(number,
                new SectorCommand.CompleteProof(task(id, SealStep.PROVE, attempt), proof(number), seed, List.of()));
        cluster.offer(number, Purpose.PROVE_COMMIT);
    }

    private static Bytes proof(long number) {
        byte[] bytes = new byte[192];
        bytes[0] = (byte) number;
        bytes[1] = (byte) (number >>> 8);
        return Bytes.of(bytes);
    }

    private static TaskRef task(SectorId id, SealStep step, int attempt) {
        return TaskRef.of(id, step, attempt, "node-a");
    }

    /** Sectors with their precommits on chain and proofs that wait for a message. */
    List<Long> proven(int count) {
        List<Long> numbers = sealed(count);
        cluster.question(Purpose.PRECOMMIT).ifPresent(ask -> cluster.step(cluster.answer(ask)));
        intents(Purpose.PRECOMMIT).forEach(this::land);
        pass(20);
        numbers.forEach(this::toProof);
        return numbers;
    }

    // ---- messages

    List<Intent> intents(Purpose purpose) {
        return cluster.standing().stream().filter(i -> i.purpose() == purpose).toList();
    }

    static List<Long> members(Intent intent) {
        byte[] params = intent.params().toArray();
        return intent.purpose() == Purpose.PRECOMMIT
                ? PreCommitSectorBatchParams2.fromCbor(params).sectors().stream().map(SectorPreCommitInfo::sectorNumber).toList()
                : ProveCommitSectors3Params.fromCbor(params).sectorActivations().stream()
                        .map(SectorActivationManifest::sectorNumber).toList();
    }

    Step<MinerState, MinerEvent> news(Intent intent, IntentOutcome outcome, long exitCode, FailureCause cause, String reason) {
        return news(intent, outcome, new Receipt(cluster.now.value(), exitCode, Bytes.EMPTY, 9, TokenAmount.ofNanoFil(3)), cause,
                reason);
    }

    Step<MinerState, MinerEvent> news(Intent intent, IntentOutcome outcome, Receipt receipt, FailureCause cause, String reason) {
        return cluster.step(new MinerCommand.ResolveIntent(intent.id(), intent.purpose(), outcome, receipt, reason, cause));
    }

    /** The chain node refuses the message when its gas is estimated. */
    Step<MinerState, MinerEvent> refuse(Intent intent, long exitCode, String reason) {
        return news(intent, IntentOutcome.FAILED, exitCode, FailureCause.ESTIMATE, reason);
    }

    /** All of it lands and gets its confidence. */
    void land(Intent intent) {
        land(intent, new BatchReturn(members(intent).size(), List.of()));
    }

    /** It lands; the sectors without a fail code are on chain. */
    void land(Intent intent, BatchReturn result) {
        List<Long> members = members(intent);
        Set<Integer> failed = new TreeSet<>();
        result.failCodes().forEach(f -> failed.add((int) f.index()));
        Bytes returned = intent.purpose() == Purpose.PROVE_COMMIT ? Bytes.of(result.toCbor()) : Bytes.EMPTY;
        Receipt receipt = new Receipt(cluster.now.value(), 0, returned, 9, TokenAmount.ofNanoFil(3));
        news(intent, IntentOutcome.LANDED, receipt, FailureCause.NONE, "");
        for (int i = 0; i < members.size(); i++) {
            if (!failed.contains(i)) {
                confirm(intent.purpose(), members.get(i));
            }
        }
        news(intent, IntentOutcome.FINAL, receipt, FailureCause.NONE, "");
    }

    private void confirm(Purpose purpose, long number) {
        Sector sector = cluster.sector(number);
        if (purpose == Purpose.PRECOMMIT) {
            cluster.sector(number,
                    new ConfirmPreCommit("landed", cluster.now, onChain(sector, cluster.now, cluster.now.plus(700_000))));
        } else {
            cluster.sector(number, new ConfirmSector("landed", cluster.now, new ConfirmSector.OnChain(Cluster.COMM_R, cluster.now,
                    cluster.now.plus(600_000), 3, 0)));
        }
    }

    private static ConfirmPreCommit.OnChain onChain(Sector sector, ChainEpoch epoch, ChainEpoch expiration) {
        return new ConfirmPreCommit.OnChain(Cluster.COMM_R, sector.requireTicket().epoch(), epoch, expiration);
    }

    /** Lanes work until none has anything left: what holds a sector of {@code guilty} is refused with the exit code, all else lands. */
    List<Intent> work(Purpose purpose, Set<Long> guilty, long exitCode) {
        List<Intent> landed = new ArrayList<>();
        for (Optional<Intent> next = first(purpose); next.isPresent(); next = first(purpose)) {
            Intent intent = next.get();
            if (members(intent).stream().anyMatch(guilty::contains)) {
                refuse(intent, exitCode, "sector is bad");
            } else {
                land(intent);
                landed.add(intent);
            }
        }
        return landed;
    }

    private Optional<Intent> first(Purpose purpose) {
        return intents(purpose).stream().findFirst();
    }

    SectorState state(long number) {
        return cluster.sector(number).state();
    }

    static <T extends MinerEvent> List<T> of(Step<MinerState, MinerEvent> step, Class<T> type) {
        return step.events().stream().filter(type::isInstance).map(type::cast).toList();
    }

    static List<Long> range(long first, long last) {
        return LongStream.rangeClosed(first, last).boxed().toList();
    }

    static <T> long sum(List<T> all, ToLongFunction<T> of) {
        return all.stream().mapToLong(of).sum();
    }
}
