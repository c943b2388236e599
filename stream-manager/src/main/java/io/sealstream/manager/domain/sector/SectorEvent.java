package io.sealstream.manager.domain.sector;

import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.filecoin.Cid;
import io.sealstream.filecoin.SectorId;
import io.sealstream.filecoin.TokenAmount;
import io.sealstream.manager.domain.Event;
import io.sealstream.manager.domain.task.FailureLevel;
import io.sealstream.manager.domain.task.Piece;
import io.sealstream.manager.domain.task.SealStep;
import io.sealstream.manager.domain.task.StageTime;
import java.util.List;

/** The life of a sector. Fields as in the records of {@code sector.event}. */
public sealed interface SectorEvent extends Event {
    SectorId sector();

    record SectorAllocated(SectorId sector, String plan, int sealProof, String node, String store) implements SectorEvent {}

    record TaskIssued(SectorId sector, SealStep step, int attempt) implements SectorEvent {}

    record PiecesAdded(SectorId sector, List<Piece> pieces, Cid commD) implements SectorEvent {
        public PiecesAdded {
            pieces = List.copyOf(pieces);
        }
    }

    record TicketAssigned(SectorId sector, ChainEpoch ticketEpoch, Bytes ticket) implements SectorEvent {}

    record Sealed(SectorId sector, Cid commR, Cid commD, ChainEpoch ticketEpoch, List<StageTime> stages) implements SectorEvent {
        public Sealed {
            stages = List.copyOf(stages);
        }
    }

    record PreCommitBatched(SectorId sector, String intent, Address sender, TokenAmount value,
            ChainEpoch expiration) implements SectorEvent {}

    record PreCommitLanded(SectorId sector, ChainEpoch preCommitEpoch, ChainEpoch expiration) implements SectorEvent {}

    /** {@code retryAt} 0: a person must act. */
    record PreCommitFailed(SectorId sector, String intent, long exitCode, String reason, long retryAt) implements SectorEvent {}

    /** {@code retryAt} 0: at once. {@code intent} empty: it was in none. */
    record PreCommitReturned(SectorId sector, String intent, String reason, long retryAt) implements SectorEvent {}

    record PreCommitMoved(SectorId sector, ChainEpoch preCommitEpoch) implements SectorEvent {}

    record Persisted(SectorId sector, String store, List<StageTime> stages) implements SectorEvent {
        public Persisted {
            stages = List.copyOf(stages);
        }
    }

    record SeedAssigned(SectorId sector, ChainEpoch seedEpoch, Bytes seed) implements SectorEvent {}

    record Proved(SectorId sector, ChainEpoch seedEpoch, Bytes proof, List<StageTime> stages) implements SectorEvent {
        public Proved {
            stages = List.copyOf(stages);
        }
    }

    record ProveCommitBatched(SectorId sector, String intent, Address sender, TokenAmount value) implements SectorEvent {}

    /** {@code retryAt} 0: a person must act. */
    record ProveCommitFailed(SectorId sector, String intent, long exitCode, String reason, long retryAt) implements SectorEvent {}

    /** {@code retryAt} 0: at once. {@code intent} empty: it was in none. */
    record ProveCommitReturned(SectorId sector, String intent, String reason, long retryAt) implements SectorEvent {}

    record ProofRefused(SectorId sector, String reason) implements SectorEvent {}

    record Activated(SectorId sector, ChainEpoch activation, ChainEpoch expiration, int deadline,
            int partition) implements SectorEvent {}

    record Finalized(SectorId sector) implements SectorEvent {}

    /** {@code retryAt} 0: a person must act. */
    record StepFailed(SectorId sector, SealStep step, int attempt, FailureLevel level, String reason,
            long retryAt) implements SectorEvent {}

    /** An operator asked for a new attempt of what is stuck. */
    record SectorRetried(SectorId sector, Stage stage) implements SectorEvent {}

    record SectorAborted(SectorId sector, String reason) implements SectorEvent {}
}
