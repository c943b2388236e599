package io.sealstream.manager.domain.proving;

import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.BitField;
import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.manager.domain.Event;
import io.sealstream.manager.domain.PartitionId;
import io.sealstream.manager.domain.proving.Partition.WindowPlan;
import io.sealstream.manager.domain.task.SkippedSector;
import io.sealstream.manager.domain.task.StageTime;
import java.util.List;

/** WindowPoSt life, faults and recoveries of a partition. Fields as in the records of {@code proving.event}. */
public sealed interface ProvingEvent extends Event {
    PartitionId partition();

    /** Start of the proving period it is about. */
    ChainEpoch periodStart();

    record PartitionPlanned(PartitionId partition, WindowPlan plan, List<String> tipset) implements ProvingEvent {
        public PartitionPlanned {
            tipset = List.copyOf(tipset);
        }

        @Override
        public ChainEpoch periodStart() {
            return plan.periodStart();
        }
    }

    record PoStTaskIssued(PartitionId partition, ChainEpoch periodStart, int attempt, String node) implements ProvingEvent {}

    record PoStTaskFailed(PartitionId partition, ChainEpoch periodStart, int attempt, String reason,
            ChainEpoch retryAt) implements ProvingEvent {}

    record PoStProved(PartitionId partition, ChainEpoch periodStart, int attempt, Bytes proof, int postProof,
            List<SkippedSector> skipped,
            List<StageTime> stages) implements ProvingEvent {
        public PoStProved {
            skipped = List.copyOf(skipped);
            stages = List.copyOf(stages);
        }
    }

    record PoStSubmitted(PartitionId partition, ChainEpoch periodStart, String intent, Address sender, ChainEpoch commitEpoch,
            Bytes commitRandomness, int attempt) implements ProvingEvent {}

    record PoStSubmitFailed(PartitionId partition, ChainEpoch periodStart, String intent, long exitCode,
            String reason) implements ProvingEvent {}

    record PartitionProven(PartitionId partition, ChainEpoch periodStart, String intent, long height) implements ProvingEvent {}

    record SectorFaulty(PartitionId partition, ChainEpoch periodStart, long sector, String reason) implements ProvingEvent {}

    record DeadlineClosed(PartitionId partition, ChainEpoch periodStart, boolean proven,
            BitField faulty) implements ProvingEvent {}
}
