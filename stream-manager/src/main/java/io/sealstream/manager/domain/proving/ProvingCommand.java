package io.sealstream.manager.domain.proving;

import io.sealstream.filecoin.BitField;
import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.manager.domain.Command;
import io.sealstream.manager.domain.Effect.Receipt;
import io.sealstream.manager.domain.IntentOutcome;
import io.sealstream.manager.domain.PartitionId;
import io.sealstream.manager.domain.proving.Partition.WindowPlan;
import io.sealstream.manager.domain.task.FailureLevel;
import io.sealstream.manager.domain.task.SkippedSector;
import io.sealstream.manager.domain.task.StageTime;
import io.sealstream.manager.domain.task.TaskRef;
import java.util.List;

/** What the WindowPoSt of a partition is asked to do. */
public sealed interface ProvingCommand extends Command {
    /** The chain says what must be proven. */
    record PlanWindow(PartitionId partition, WindowPlan plan, List<String> tipset) implements ProvingCommand {
        public PlanWindow {
            tipset = List.copyOf(tipset);
        }
    }

    record CompletePoSt(TaskRef task, ChainEpoch periodStart, Bytes proof, int postProof, List<SkippedSector> skipped,
            List<StageTime> stages) implements ProvingCommand {
        public CompletePoSt {
            skipped = List.copyOf(skipped);
            stages = List.copyOf(stages);
        }
    }

    record FailPoSt(TaskRef task, FailureLevel level, String reason) implements ProvingCommand {}

    /** Nodes came or went. */
    record ReconsiderNode() implements ProvingCommand {}

    record AssignCommitRandomness(String requestId, ChainEpoch drawEpoch, Bytes randomness) implements ProvingCommand {}

    /**
     * The deadline as the chain has it; {@code posted} and {@code faulty} of this partition, false and empty when it has none of that index.
     *
     * @param challenge randomness of the challenge, drawn afresh
     * @param readAt    epoch of the tipset it was read at
     */
    record ConfirmDeadline(String requestId, ChainEpoch periodStart, boolean posted, Bytes challenge, BitField faulty,
            ChainEpoch readAt)
            implements
                ProvingCommand {}

    record ResolvePoSt(String intent, IntentOutcome outcome, Receipt receipt, String reason) implements ProvingCommand {}

    record Wake() implements ProvingCommand {}
}
