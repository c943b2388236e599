package io.sealstream.node.wire;

import io.sealstream.filecoin.Bytes;
import io.sealstream.node.domain.FailureLevel;
import io.sealstream.node.domain.Outcome;
import io.sealstream.node.domain.Result;
import io.sealstream.node.domain.Task;
import io.sealstream.node.domain.Work.SectorWork;
import io.sealstream.node.domain.Work.WindowPoSt;
import io.sealstream.schemas.avro.AggregateResult;
import io.sealstream.schemas.avro.FinalizeResult;
import io.sealstream.schemas.avro.PersistResult;
import io.sealstream.schemas.avro.PieceRef;
import io.sealstream.schemas.avro.PrepareResult;
import io.sealstream.schemas.avro.ProveResult;
import io.sealstream.schemas.avro.RefusedMember;
import io.sealstream.schemas.avro.SealResult;
import io.sealstream.schemas.avro.SkippedSector;
import io.sealstream.schemas.avro.StageTime;
import io.sealstream.schemas.avro.TaskFailed;
import io.sealstream.schemas.avro.TaskRef;
import io.sealstream.schemas.avro.WindowPoStResult;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** From a result to its record. */
public final class ResultWriter {
    /** A reason is for people; a longer one is cut. */
    private static final int MAX_REASON = 2000;

    private ResultWriter() {}

    public static SpecificRecord write(Result result) {
        Task task = result.task();
        String miner = task.miner().toString();
        return switch (result.outcome()) {
            case Outcome.Prepared done -> new PrepareResult(ref(task), miner, sector(task),
                    done.pieces().stream().map(piece -> new PieceRef(piece.cid().toString(), piece.paddedSize())).toList(),
                    done.commD().toString());
            case Outcome.Sealed done -> new SealResult(ref(task), miner, sector(task), done.commR().toString(),
                    done.commD().toString(), done.ticketEpoch().value(), times(done.times()));
            case Outcome.Persisted done -> new PersistResult(ref(task), miner, sector(task), done.store(), times(done.times()));
            case Outcome.Proved done -> new ProveResult(ref(task), miner, sector(task), buffer(done.proof()),
                    done.seedEpoch().value(), times(done.times()));
            case Outcome.Finalized _ -> new FinalizeResult(ref(task), miner, sector(task));
            case Outcome.PartitionProved done -> partition(task, done);
            case Outcome.Aggregated done -> new AggregateResult(ref(task), miner, buffer(done.aggregate()),
                    done.refused().stream().map(member -> new RefusedMember(member.number(), member.reason())).toList(),
                    times(done.times()));
            case Outcome.Failed failed -> failed(ref(task), miner, sectorOrNull(task), failed);
        };
    }

    /** The failure of a task that could not even be understood. */
    public static TaskFailed failed(TaskRef task, String miner, @Nullable Long sector, Outcome.Failed failed) {
        String reason = failed.reason().length() > MAX_REASON ? failed.reason().substring(0, MAX_REASON) + "…" : failed.reason();
        return new TaskFailed(task, miner, sector, level(failed.level()), reason);
    }

    private static WindowPoStResult partition(Task task, Outcome.PartitionProved done) {
        if (!(task.work() instanceof WindowPoSt work)) {
            throw new IllegalStateException("a WindowPoSt result of " + task.id());
        }
        List<SkippedSector> skipped = done.skipped().stream().map(sector -> new SkippedSector(sector.number(), sector.reason()))
                .toList();
        return WindowPoStResult.newBuilder().setTask(ref(task)).setMiner(task.miner().toString()).setDeadline(work.deadline())
                .setPartition(work.partition()).setPeriodStart(work.periodStart().value()).setProof(buffer(done.proof()))
                .setPostProof(work.postProof().code()).setSkipped(skipped).setStageMillis(times(done.times())).build();
    }

    private static TaskRef ref(Task task) {
        return new TaskRef(task.id(), task.attempt(), task.node());
    }

    private static long sector(Task task) {
        if (!(task.work() instanceof SectorWork work)) {
            throw new IllegalStateException("a sector's result of " + task.id());
        }
        return work.number();
    }

    private static @Nullable Long sectorOrNull(Task task) {
        return task.work() instanceof SectorWork work ? work.number() : null;
    }

    private static List<StageTime> times(List<Outcome.StageTime> times) {
        return times.stream().map(time -> new StageTime(time.stage().word(), time.millis())).toList();
    }

    private static io.sealstream.schemas.avro.FailureLevel level(FailureLevel level) {
        return switch (level) {
            case TEMPORARY -> io.sealstream.schemas.avro.FailureLevel.TEMPORARY;
            case PERMANENT -> io.sealstream.schemas.avro.FailureLevel.PERMANENT;
            case ABORT -> io.sealstream.schemas.avro.FailureLevel.ABORT;
            case CRITICAL -> io.sealstream.schemas.avro.FailureLevel.CRITICAL;
        };
    }

    private static ByteBuffer buffer(Bytes bytes) {
        return ByteBuffer.wrap(bytes.toArray());
    }
}
