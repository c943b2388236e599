package io.sealstream.manager.domain.sector;

import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.filecoin.Cid;
import io.sealstream.filecoin.SectorId;
import io.sealstream.filecoin.TokenAmount;
import io.sealstream.manager.domain.FailureCause;
import io.sealstream.manager.domain.ChainQuestion.RandomnessPurpose;
import io.sealstream.manager.domain.Command;
import io.sealstream.manager.domain.Effect.Receipt;
import io.sealstream.manager.domain.IntentOutcome;
import io.sealstream.manager.domain.Purpose;
import io.sealstream.manager.domain.task.FailureLevel;
import io.sealstream.manager.domain.task.Piece;
import io.sealstream.manager.domain.task.StageTime;
import io.sealstream.manager.domain.task.TaskRef;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a sector is asked to do: results of its node, answers of the chain, news of its messages, wishes of operators, and wakes. */
public sealed interface SectorCommand extends Command {
    /** Begin: the number was given. */
    record Allocate(SectorId sector, String plan, int sealProof, String node, String store) implements SectorCommand {}

    /** A result of a node. */
    sealed interface NodeResult extends SectorCommand {
        TaskRef task();
    }

    record AddPieces(TaskRef task, List<Piece> pieces, Cid commD) implements NodeResult {
        public AddPieces {
            pieces = List.copyOf(pieces);
        }
    }

    record CompleteSeal(TaskRef task, Cid commR, Cid commD, ChainEpoch ticketEpoch,
            List<StageTime> stages) implements NodeResult {
        public CompleteSeal {
            stages = List.copyOf(stages);
        }
    }

    record CompletePersist(TaskRef task, String store, List<StageTime> stages) implements NodeResult {
        public CompletePersist {
            stages = List.copyOf(stages);
        }
    }

    record CompleteProof(TaskRef task, Bytes proof, ChainEpoch seedEpoch, List<StageTime> stages) implements NodeResult {
        public CompleteProof {
            stages = List.copyOf(stages);
        }
    }

    record CompleteFinalize(TaskRef task) implements NodeResult {}

    record FailTask(TaskRef task, FailureLevel level, String reason) implements NodeResult {}

    /** Randomness from the chain. */
    record AssignRandomness(String requestId, RandomnessPurpose purpose, ChainEpoch drawEpoch,
            Bytes randomness) implements SectorCommand {}

    /** The precommit as the chain has it at the height {@code at}; {@code found} null when it has none. */
    record ConfirmPreCommit(String requestId, ChainEpoch at, ConfirmPreCommit.@Nullable OnChain found) implements SectorCommand {
        /** A precommit on chain. */
        public record OnChain(Cid sealedCid, ChainEpoch ticketEpoch, ChainEpoch preCommitEpoch, ChainEpoch expiration) {}
    }

    /** The sector as the chain has it at the height {@code at}; {@code found} null when it has none. */
    record ConfirmSector(String requestId, ChainEpoch at, ConfirmSector.@Nullable OnChain found) implements SectorCommand {
        /** A sector on chain. */
        public record OnChain(Cid sealedCid, ChainEpoch activation, ChainEpoch expiration, int deadline, int partition) {}
    }

    /**
     * A message takes the sector along.
     *
     * @param instead the message it was in until now, which is over without its fault; empty when it waited
     * @param reason  why that one is over
     */
    record JoinBatch(Purpose purpose, String intent, Address sender, TokenAmount value, ChainEpoch expiration, String instead,
            String reason) implements SectorCommand {
        /** It waited. */
        public JoinBatch(Purpose purpose, String intent, Address sender, TokenAmount value, ChainEpoch expiration) {
            this(purpose, intent, sender, value, expiration, "", "");
        }
    }

    /** The message is over without its fault; another one takes it along at once. */
    record ReturnFromBatch(Purpose purpose, String intent, String reason) implements SectorCommand {}

    /** It waits for a message, but the chain would refuse it now. */
    record LeaveBatch(Purpose purpose, String reason) implements SectorCommand {}

    /** Its proof does not hold: it must be made again. */
    record RefuseProof(String reason) implements SectorCommand {}

    /** News of a message the sector is in; the exit code is the sector's own. */
    record ResolveMessage(Purpose purpose, String intent, IntentOutcome outcome, Receipt receipt,
            String reason, FailureCause cause) implements SectorCommand {}

    /** Give up. */
    record Abort(String reason) implements SectorCommand {}

    /** Try what is stuck again. */
    record Retry() implements SectorCommand {}

    /** An epoch has come. */
    record Wake() implements SectorCommand {}
}
