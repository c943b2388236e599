package io.sealstream.manager.simulation;

import io.sealstream.devnet.chain.rules.ProofVerifier;
import io.sealstream.filecoin.ActorId;
import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.Cid;
import io.sealstream.filecoin.Commitments;
import io.sealstream.filecoin.SealProofType;
import io.sealstream.filecoin.SectorId;
import io.sealstream.filecoin.SectorSize;
import io.sealstream.schemas.avro.AggregateMember;
import io.sealstream.schemas.avro.AggregateResult;
import io.sealstream.schemas.avro.AggregateTask;
import io.sealstream.schemas.avro.FailureLevel;
import io.sealstream.schemas.avro.FinalizeResult;
import io.sealstream.schemas.avro.FinalizeWork;
import io.sealstream.schemas.avro.NodeTask;
import io.sealstream.schemas.avro.PersistResult;
import io.sealstream.schemas.avro.PersistWork;
import io.sealstream.schemas.avro.PrepareResult;
import io.sealstream.schemas.avro.PrepareWork;
import io.sealstream.schemas.avro.ProveResult;
import io.sealstream.schemas.avro.ProveWork;
import io.sealstream.schemas.avro.RefusedMember;
import io.sealstream.schemas.avro.SealResult;
import io.sealstream.schemas.avro.SealWork;
import io.sealstream.schemas.avro.SectorRef;
import io.sealstream.schemas.avro.SkippedSector;
import io.sealstream.schemas.avro.TaskFailed;
import io.sealstream.schemas.avro.WindowPoStResult;
import io.sealstream.schemas.avro.WindowPoStWork;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;

/** What a sealer's disks hold, how long its work takes, and what comes of it. */
final class SealerWork {
    private static final double SELDOM = 0.15;
    private static final long SECOND = 1_000;
    private static final long MINUTE = 60 * SECOND;

    private final World world;
    private final Dice dice;
    private final String node;
    /** Sealed file in scratch, by sector. */
    private final Map<SectorId, Cid> sealed = new TreeMap<>();
    /** Sealed file in long-term storage, by sector: a store of one name is one store, on whatever nodes it hangs. */
    private final Map<SectorId, Cid> kept;

    SealerWork(World world, Dice dice, String node, Map<SectorId, Cid> kept) {
        this.kept = kept;
        this.world = world;
        this.dice = dice;
        this.node = node;
    }

    void loseScratch() {
        sealed.clear();
    }

    void acknowledged(SpecificRecord task) {
        if (task instanceof NodeTask single && single.getWork() instanceof FinalizeWork) {
            sealed.remove(sector(single));
        }
    }

    static String id(SpecificRecord task) {
        return (task instanceof NodeTask single ? single.getTask() : ((AggregateTask) task).getTask()).getTaskId();
    }

    static boolean uses(SpecificRecord task, String store) {
        return task instanceof NodeTask single && uses(single, store);
    }

    private static boolean uses(NodeTask task, String store) {
        return switch (task.getWork()) {
            case PrepareWork w -> w.getStore().equals(store);
            case SealWork w -> w.getStore().equals(store);
            case PersistWork w -> w.getStore().equals(store);
            case ProveWork w -> w.getStore().equals(store);
            case FinalizeWork w -> w.getStore().equals(store);
            default -> false;
        };
    }

    long duration(SpecificRecord task) {
        return task instanceof NodeTask single ? duration(single) : dice.between(5 * SECOND, 3 * MINUTE);
    }

    private long duration(NodeTask task) {
        return switch (task.getWork()) {
            case PrepareWork w -> dice.between(SECOND, 30 * SECOND);
            case SealWork w -> dice.between(MINUTE, 15 * MINUTE);
            case PersistWork w -> dice.between(5 * SECOND, 5 * MINUTE);
            case ProveWork w -> dice.between(MINUTE, 8 * MINUTE);
            case WindowPoStWork w when world.storm().has(Fault.POST_LATE) && dice.chance(SELDOM) -> late(w);
            case WindowPoStWork w -> dice.between(2 * SECOND, 40 * SECOND);
            default -> dice.between(SECOND, 10 * SECOND);
        };
    }

    /** So long that the proof comes when the window closes, two epochs before or after. */
    private long late(WindowPoStWork w) {
        long epochs = Math.max(0, w.getCloseEpoch() - world.calm().head() + dice.between(-2L, 2L));
        world.calm().disturb(epochs);
        return epochs * SimChain.EPOCH_MILLIS + dice.between(0L, SimChain.EPOCH_MILLIS);
    }

    static String key(SpecificRecord result) {
        return switch (result) {
            case AggregateResult r -> r.getMiner();
            case PrepareResult r -> r.getMiner() + "/" + r.getSector();
            case SealResult r -> r.getMiner() + "/" + r.getSector();
            case PersistResult r -> r.getMiner() + "/" + r.getSector();
            case ProveResult r -> r.getMiner() + "/" + r.getSector();
            case FinalizeResult r -> r.getMiner() + "/" + r.getSector();
            case TaskFailed r -> r.getSector() == null ? r.getMiner() : r.getMiner() + "/" + r.getSector();
            case WindowPoStResult r -> r.getMiner() + "/" + r.getDeadline() + "/" + r.getPartition();
            default -> throw new IllegalArgumentException("no result: " + result.getSchema().getName());
        };
    }

    private static SectorId sector(NodeTask task) {
        Long number = task.getSector();
        if (number == null) {
            throw new IllegalStateException("task " + task.getTask().getTaskId() + " is of no sector");
        }
        return new SectorId(ActorId.parse(task.getMiner()), number);
    }

    SpecificRecord result(SpecificRecord task) {
        return task instanceof NodeTask single ? result(single) : aggregate((AggregateTask) task);
    }

    /** Checks each proof before it goes in, and names those that do not hold. */
    private SpecificRecord aggregate(AggregateTask task) {
        if (world.storm().has(Fault.STEP_FAILS) && dice.chance(SELDOM)) {
            return new TaskFailed(task.getTask(), task.getMiner(), null, FailureLevel.TEMPORARY, "the aggregation failed");
        }
        List<RefusedMember> refused = new ArrayList<>();
        List<ProofVerifier.SealStatement> statements = new ArrayList<>();
        for (AggregateMember member : task.getMembers()) {
            ProofVerifier.SealStatement statement = statement(task, member);
            statements.add(statement);
            if (!ScriptedProofs.seal(statement).equals(bytes(member.getProof()))) {
                refused.add(new RefusedMember(member.getSector(), "the proof does not hold"));
            }
        }
        ByteBuffer proof = refused.isEmpty()
                ? ByteBuffer.wrap(ScriptedProofs.aggregate(statements).toArray())
                : ByteBuffer.allocate(0);
        return new AggregateResult(task.getTask(), task.getMiner(), proof, refused, List.of());
    }

    private static ProofVerifier.SealStatement statement(AggregateTask task, AggregateMember member) {
        return new ProofVerifier.SealStatement(SealProofType.of(task.getSealProof()).orElseThrow(),
                ActorId.parse(task.getMiner()), member.getSector(), bytes(member.getTicket()), bytes(member.getSeed()),
                Cid.parse(member.getCommR()), Cid.parse(member.getCommD()));
    }

    private SpecificRecord result(NodeTask task) {
        if (world.storm().has(Fault.STEP_FAILS) && dice.chance(SELDOM)) {
            return failed(task, FailureLevel.TEMPORARY, "the step failed");
        }
        if (task.getWork() instanceof ProveWork && world.storm().has(Fault.STEP_NEVER_WORKS)) {
            return failed(task, FailureLevel.TEMPORARY, "C2 found no card");
        }
        return switch (task.getWork()) {
            case WindowPoStWork w -> windowPoSt(task, w);
            case PrepareWork w -> new PrepareResult(task.getTask(), task.getMiner(), sector(task).number(), List.of(),
                    Commitments.commD(SectorSize.KIB_2, List.of()).toString());
            case SealWork w -> seal(task, w);
            case PersistWork w -> persist(task, w);
            case ProveWork w -> prove(task, w);
            case FinalizeWork w -> new FinalizeResult(task.getTask(), task.getMiner(), sector(task).number());
            default -> throw new IllegalStateException("no work: " + task.getWork());
        };
    }

    private static TaskFailed failed(NodeTask task, FailureLevel level, String reason) {
        return new TaskFailed(task.getTask(), task.getMiner(), task.getSector(), level, reason);
    }

    private SpecificRecord seal(NodeTask task, SealWork w) {
        SectorId id = sector(task);
        Cid commR = ScriptedProofs.commR(id.miner(), id.number(), bytes(w.getTicket()), Cid.parse(w.getCommD()));
        sealed.put(id, commR);
        return new SealResult(task.getTask(), task.getMiner(), id.number(), commR.toString(), w.getCommD(), w.getTicketEpoch(),
                List.of());
    }

    private SpecificRecord persist(NodeTask task, PersistWork w) {
        SectorId id = sector(task);
        Cid commR = sealed.get(id);
        if (commR == null || !commR.toString().equals(w.getCommR())) {
            return failed(task, FailureLevel.PERMANENT, "the sealed file is not in scratch");
        }
        kept.put(id, commR);
        return new PersistResult(task.getTask(), task.getMiner(), id.number(), w.getTargets().getFirst(), List.of());
    }

    private SpecificRecord prove(NodeTask task, ProveWork w) {
        SectorId id = sector(task);
        Cid commR = sealed.get(id);
        if (commR == null || !commR.toString().equals(w.getCommR())) {
            return failed(task, FailureLevel.PERMANENT, "layers and trees are not in scratch");
        }
        SealProofType type = SealProofType.of(w.getSealProof()).orElseThrow();
        ProofVerifier.SealStatement statement = new ProofVerifier.SealStatement(type, id.miner(), id.number(),
                bytes(w.getTicket()), bytes(w.getSeed()), commR, Cid.parse(w.getCommD()));
        boolean wrong = world.storm().has(Fault.WRONG_PROOF) && dice.chance(SELDOM);
        Bytes proof = wrong ? ScriptedProofs.wrong() : ScriptedProofs.seal(statement);
        return new ProveResult(task.getTask(), task.getMiner(), id.number(), ByteBuffer.wrap(proof.toArray()), w.getSeedEpoch(),
                List.of());
    }

    private SpecificRecord windowPoSt(NodeTask task, WindowPoStWork w) {
        ActorId miner = ActorId.parse(task.getMiner());
        List<ProofVerifier.ProvenSector> proven = new ArrayList<>();
        List<SkippedSector> skipped = new ArrayList<>();
        for (SectorRef each : w.getSectors()) {
            Cid there = kept.get(new SectorId(miner, each.getNumber()));
            if (there != null && there.toString().equals(each.getSealedCid())) {
                proven.add(new ProofVerifier.ProvenSector(each.getNumber(), there));
            } else {
                skipped.add(new SkippedSector(each.getNumber(), "node " + node + " does not hold it"));
            }
        }
        Bytes proof = ScriptedProofs.windowPoSt(miner, bytes(w.getRandomness()), proven);
        return new WindowPoStResult(task.getTask(), task.getMiner(), w.getDeadline(), w.getPartition(), w.getPeriodStart(),
                ByteBuffer.wrap(proof.toArray()), w.getPostProof(), skipped, List.of());
    }

    private static Bytes bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return Bytes.of(bytes);
    }
}
