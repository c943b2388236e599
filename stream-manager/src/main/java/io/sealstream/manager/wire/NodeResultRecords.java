package io.sealstream.manager.wire;

import io.sealstream.filecoin.ActorId;
import io.sealstream.filecoin.SectorId;
import io.sealstream.manager.domain.PartitionId;
import io.sealstream.manager.domain.Target;
import io.sealstream.manager.domain.miner.MinerCommand;
import io.sealstream.manager.domain.miner.MinerCommand.AcceptAggregate.Refused;
import io.sealstream.manager.domain.proving.ProvingCommand;
import io.sealstream.manager.domain.proving.ProvingIds;
import io.sealstream.manager.domain.sector.SectorCommand;
import io.sealstream.manager.domain.task.FailureLevel;
import io.sealstream.manager.domain.task.TaskRef;
import io.sealstream.schemas.avro.AggregateResult;
import io.sealstream.schemas.avro.FinalizeResult;
import io.sealstream.schemas.avro.PersistResult;
import io.sealstream.schemas.avro.PrepareResult;
import io.sealstream.schemas.avro.ProveResult;
import io.sealstream.schemas.avro.RequestSector;
import io.sealstream.schemas.avro.SealResult;
import io.sealstream.schemas.avro.TaskFailed;
import io.sealstream.schemas.avro.WindowPoStResult;
import java.util.List;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;

/** Records of {@code node.result} as commands of miners, sectors and partitions. */
final class NodeResultRecords {
    private NodeResultRecords() {}

    static Optional<Addressed> read(SpecificRecord record) {
        Fields in = Fields.of(record);
        return Optional.ofNullable(switch (record) {
            case RequestSector r -> new Addressed(new Target.OfMiner(in.miner(r.getMiner())),
                    new MinerCommand.RequestSector(Parts.request(r.getRequest()), r.getNode(), r.getIncarnation(), r.getStore()));
            case PrepareResult r ->
                sector(in.sector(r.getMiner(), r.getSector()), new SectorCommand.AddPieces(Parts.task(in, r.getTask()),
                        Parts.pieces(in, r.getPieces()), in.cid("commD", r.getCommD())));
            case SealResult r -> sector(in.sector(r.getMiner(), r.getSector()),
                    new SectorCommand.CompleteSeal(Parts.task(in, r.getTask()),
                            in.cid("commR", r.getCommR()), in.cid("commD", r.getCommD()), Fields.epoch(r.getTicketEpoch()),
                            Parts.stages(in, r.getStageMillis())));
            case PersistResult r -> sector(in.sector(r.getMiner(), r.getSector()), new SectorCommand.CompletePersist(
                    Parts.task(in, r.getTask()), r.getStore(), Parts.stages(in, r.getStageMillis())));
            case ProveResult r ->
                sector(in.sector(r.getMiner(), r.getSector()), new SectorCommand.CompleteProof(Parts.task(in, r.getTask()),
                        Fields.bytes(r.getProof()), Fields.epoch(r.getSeedEpoch()), Parts.stages(in, r.getStageMillis())));
            case FinalizeResult r -> sector(in.sector(r.getMiner(), r.getSector()),
                    new SectorCommand.CompleteFinalize(Parts.task(in, r.getTask())));
            case WindowPoStResult r -> partition(in.partition(r.getMiner(), r.getDeadline(), r.getPartition()),
                    new ProvingCommand.CompletePoSt(Parts.task(in, r.getTask()), Fields.epoch(r.getPeriodStart()),
                            Fields.bytes(r.getProof()),
                            r.getPostProof(), Parts.skipped(in, r.getSkipped()), Parts.stages(in, r.getStageMillis())));
            case AggregateResult r -> aggregate(in, r);
            case TaskFailed r -> failed(in, r);
            default -> null;
        });
    }

    private static Addressed aggregate(Fields in, AggregateResult r) {
        TaskRef task = Parts.task(in, r.getTask());
        ActorId miner = in.miner(r.getMiner());
        if (!isAggregate(miner, task)) {
            throw in.bad("task.taskId", task.taskId(), "is no aggregate of " + miner);
        }
        List<Refused> refused = in.list("refused", r.getRefused(),
                m -> new Refused(in.natural("refused.sector", m.getSector()), m.getReason()));
        return new Addressed(new Target.OfMiner(miner),
                new MinerCommand.AcceptAggregate(task, Fields.bytes(r.getAggregate()), refused));
    }

    private static boolean isAggregate(ActorId miner, TaskRef task) {
        return task.intent().filter(intent -> intent.startsWith(miner + "/")).isPresent();
    }

    /** A failed WindowPoSt or aggregate names no sector; the task's id names its partition or intent. */
    private static Addressed failed(Fields in, TaskFailed r) {
        FailureLevel level = FailureLevel.valueOf(r.getLevel().name());
        if (r.getSector() != null) {
            return sector(in.sector(r.getMiner(), r.getSector()),
                    new SectorCommand.FailTask(Parts.task(in, r.getTask()), level, r.getReason()));
        }
        TaskRef task = Parts.task(in, r.getTask());
        if (isAggregate(in.miner(r.getMiner()), task)) {
            return new Addressed(new Target.OfMiner(in.miner(r.getMiner())),
                    new MinerCommand.FailAggregate(task, level, r.getReason()));
        }
        String taskId = task.taskId();
        PartitionId partition = in.value("task.taskId", taskId, ProvingIds::partition)
                .orElseThrow(() -> in.bad("task.taskId", taskId, "names no partition, and the record no sector"));
        if (!partition.miner().equals(in.miner(r.getMiner()))) {
            throw in.bad("task.taskId", taskId, "is of another miner than " + r.getMiner());
        }
        return partition(partition, new ProvingCommand.FailPoSt(task, level, r.getReason()));
    }

    private static Addressed sector(SectorId sector, SectorCommand command) {
        return new Addressed(new Target.OfSector(sector), command);
    }

    private static Addressed partition(PartitionId partition, ProvingCommand command) {
        return new Addressed(new Target.OfPartition(partition), command);
    }
}
