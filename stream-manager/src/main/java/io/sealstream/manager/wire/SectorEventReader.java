package io.sealstream.manager.wire;

import io.sealstream.schemas.avro.ProveCommitReturned;
import io.sealstream.schemas.avro.PreCommitReturned;
import io.sealstream.manager.domain.sector.SectorEvent;
import io.sealstream.manager.domain.sector.Stage;
import io.sealstream.manager.domain.task.FailureLevel;
import io.sealstream.manager.domain.task.SealStep;
import io.sealstream.schemas.avro.Activated;
import io.sealstream.schemas.avro.Finalized;
import io.sealstream.schemas.avro.Persisted;
import io.sealstream.schemas.avro.PiecesAdded;
import io.sealstream.schemas.avro.PreCommitBatched;
import io.sealstream.schemas.avro.PreCommitFailed;
import io.sealstream.schemas.avro.PreCommitLanded;
import io.sealstream.schemas.avro.PreCommitMoved;
import io.sealstream.schemas.avro.ProofRefused;
import io.sealstream.schemas.avro.ProveCommitBatched;
import io.sealstream.schemas.avro.ProveCommitFailed;
import io.sealstream.schemas.avro.Proved;
import io.sealstream.schemas.avro.Sealed;
import io.sealstream.schemas.avro.SectorAborted;
import io.sealstream.schemas.avro.SectorAllocated;
import io.sealstream.schemas.avro.SectorRetried;
import io.sealstream.schemas.avro.SeedAssigned;
import io.sealstream.schemas.avro.StepFailed;
import io.sealstream.schemas.avro.TaskIssued;
import io.sealstream.schemas.avro.TicketAssigned;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;

/** Records of {@code sector.event} as events. */
final class SectorEventReader {
    private SectorEventReader() {}

    /** The event; empty when the record is of another family. */
    static Optional<SectorEvent> read(SpecificRecord record) {
        Fields in = Fields.of(record);
        return begun(in, record).or(() -> sealed(in, record)).or(() -> committed(in, record));
    }

    private static Optional<SectorEvent> begun(Fields in, SpecificRecord record) {
        return Optional.ofNullable(switch (record) {
            case SectorAllocated r -> new SectorEvent.SectorAllocated(
                    in.sector(r.getMiner(), r.getSector()), r.getPlan(), r.getSealProof(), r.getNode(), r.getStore());
            case TaskIssued r -> new SectorEvent.TaskIssued(in.sector(r.getMiner(), r.getSector()),
                    SealStep.valueOf(r.getStep().name()), r.getAttempt());
            case PiecesAdded r -> new SectorEvent.PiecesAdded(
                    in.sector(r.getMiner(), r.getSector()), Parts.pieces(in, r.getPieces()), in.cid("commD", r.getCommD()));
            case TicketAssigned r -> new SectorEvent.TicketAssigned(
                    in.sector(r.getMiner(), r.getSector()), Fields.epoch(r.getTicketEpoch()), Fields.bytes(r.getTicket()));
            case StepFailed r -> new SectorEvent.StepFailed(in.sector(r.getMiner(), r.getSector()),
                    SealStep.valueOf(r.getStep().name()), r.getAttempt(), FailureLevel.valueOf(r.getLevel().name()),
                    r.getReason(),
                    r.getRetryAt());
            case SectorRetried r -> new SectorEvent.SectorRetried(
                    in.sector(r.getMiner(), r.getSector()), in.value("stage", r.getStage(), Stage::valueOf));
            case SectorAborted r -> new SectorEvent.SectorAborted(
                    in.sector(r.getMiner(), r.getSector()), r.getReason());
            default -> null;
        });
    }

    private static Optional<SectorEvent> sealed(Fields in, SpecificRecord record) {
        return Optional.ofNullable(switch (record) {
            case Sealed r -> new SectorEvent.Sealed(in.sector(r.getMiner(), r.getSector()),
                    in.cid("commR", r.getCommR()), in.cid("commD", r.getCommD()), Fields.epoch(r.getTicketEpoch()),
                    Parts.stages(in, r.getStageMillis()));
            case Persisted r -> new SectorEvent.Persisted(in.sector(r.getMiner(), r.getSector()),
                    r.getStore(), Parts.stages(in, r.getStageMillis()));
            case SeedAssigned r -> new SectorEvent.SeedAssigned(
                    in.sector(r.getMiner(), r.getSector()), Fields.epoch(r.getSeedEpoch()), Fields.bytes(r.getSeed()));
            case Proved r -> new SectorEvent.Proved(in.sector(r.getMiner(), r.getSector()),
                    Fields.epoch(r.getSeedEpoch()), Fields.bytes(r.getProof()), Parts.stages(in, r.getStageMillis()));
            case ProofRefused r -> new SectorEvent.ProofRefused(
                    in.sector(r.getMiner(), r.getSector()), r.getReason());
            case Finalized r -> new SectorEvent.Finalized(in.sector(r.getMiner(), r.getSector()));
            default -> null;
        });
    }

    private static Optional<SectorEvent> committed(Fields in, SpecificRecord record) {
        return Optional.ofNullable(switch (record) {
            case PreCommitBatched r -> new SectorEvent.PreCommitBatched(
                    in.sector(r.getMiner(), r.getSector()), r.getIntent(), in.lane(r.getSender()),
                    in.amount("value", r.getValue()),
                    Fields.epoch(r.getExpiration()));
            case PreCommitLanded r -> new SectorEvent.PreCommitLanded(
                    in.sector(r.getMiner(), r.getSector()), Fields.epoch(r.getPreCommitEpoch()), Fields.epoch(r.getExpiration()));
            case PreCommitFailed r -> new SectorEvent.PreCommitFailed(
                    in.sector(r.getMiner(), r.getSector()), r.getIntent(), r.getExitCode(), r.getReason(), r.getRetryAt());
            case PreCommitReturned r -> new SectorEvent.PreCommitReturned(
                    in.sector(r.getMiner(), r.getSector()), r.getIntent(), r.getReason(), r.getRetryAt());
            case ProveCommitReturned r -> new SectorEvent.ProveCommitReturned(
                    in.sector(r.getMiner(), r.getSector()), r.getIntent(), r.getReason(), r.getRetryAt());
            case PreCommitMoved r -> new SectorEvent.PreCommitMoved(
                    in.sector(r.getMiner(), r.getSector()), Fields.epoch(r.getPreCommitEpoch()));
            case ProveCommitBatched r -> new SectorEvent.ProveCommitBatched(
                    in.sector(r.getMiner(), r.getSector()), r.getIntent(), in.lane(r.getSender()),
                    in.amount("value", r.getValue()));
            case ProveCommitFailed r -> new SectorEvent.ProveCommitFailed(
                    in.sector(r.getMiner(), r.getSector()), r.getIntent(), r.getExitCode(), r.getReason(), r.getRetryAt());
            case Activated r -> new SectorEvent.Activated(in.sector(r.getMiner(), r.getSector()),
                    Fields.epoch(r.getActivation()), Fields.epoch(r.getExpiration()), r.getDeadline(), r.getPartition());
            default -> null;
        });
    }
}
