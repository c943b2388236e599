package io.sealstream.manager.wire;

import io.sealstream.filecoin.SectorId;
import io.sealstream.manager.domain.PartitionId;
import io.sealstream.manager.domain.Target;
import io.sealstream.manager.domain.miner.MinerCommand;
import io.sealstream.manager.domain.proving.ProvingCommand;
import io.sealstream.manager.domain.proving.ProvingIds;
import io.sealstream.manager.domain.sector.SectorCommand;
import io.sealstream.manager.domain.task.FailureLevel;
import io.sealstream.schemas.avro.FinalizeResult;
import io.sealstream.schemas.avro.PersistResult;
import io.sealstream.schemas.avro.PrepareResult;
import io.sealstream.schemas.avro.ProveResult;
import io.sealstream.schemas.avro.RequestSector;
import io.sealstream.schemas.avro.SealResult;
import io.sealstream.schemas.avro.TaskFailed;
import io.sealstream.schemas.avro.WindowPoStResult;
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
            case TaskFailed r -> failed(in, r);
            default -> null;
        });
    }

    /** A failed WindowPoSt names no sector; the task's id names its partition. */
    private static Addressed failed(Fields in, TaskFailed r) {
        FailureLevel level = FailureLevel.valueOf(r.getLevel().name());
        if (r.getSector() != null) {
            return sector(in.sector(r.getMiner(), r.getSector()),
                    new SectorCommand.FailTask(Parts.task(in, r.getTask()), level, r.getReason()));
        }
        String taskId = r.getTask().getTaskId();
        PartitionId partition = in.value("task.taskId", taskId, ProvingIds::partition)
                .orElseThrow(() -> in.bad("task.taskId", taskId, "names no partition, and the record no sector"));
        if (!partition.miner().equals(in.miner(r.getMiner()))) {
            throw in.bad("task.taskId", taskId, "is of another miner than " + r.getMiner());
        }
        return partition(partition, new ProvingCommand.FailPoSt(Parts.task(in, r.getTask()), level, r.getReason()));
    }

    private static Addressed sector(SectorId sector, SectorCommand command) {
        return new Addressed(new Target.OfSector(sector), command);
    }

    private static Addressed partition(PartitionId partition, ProvingCommand command) {
        return new Addressed(new Target.OfPartition(partition), command);
    }
}
