package io.sealstream.manager.domain.proving;

import io.sealstream.filecoin.ActorId;
import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.manager.domain.PartitionId;
import java.util.Optional;

/** Derived ids of what proving asks, so that an answer finds its partition again. */
public final class ProvingIds {
    /** {@code f01000/3/0/120/commit/1}: miner, deadline, partition, period start, what, number. */
    private static final int PARTITION_PARTS = 6;
    private static final int WHAT = 4;

    private ProvingIds() {}

    /** The plan of a deadline: {@code f01000/3/120/plan}. */
    public static String plan(ActorId miner, int deadline, ChainEpoch periodStart) {
        return miner + "/" + deadline + "/" + periodStart + "/plan";
    }

    static String commit(Partition partition) {
        return of(partition, "commit", partition.messages() + 1);
    }

    static String recheck(Partition partition) {
        return of(partition, "recheck", partition.messages());
    }

    static String close(Partition partition) {
        return of(partition, "close", 1);
    }

    private static String of(Partition partition, String what, int number) {
        return partition.id() + "/" + partition.plan().periodStart() + "/" + what + "/" + number;
    }

    /** The partition a question or task is about; empty for questions of the whole deadline. */
    public static Optional<PartitionId> partition(String id) {
        String[] parts = id.split("/", -1);
        boolean ours = parts.length == PARTITION_PARTS && ("commit".equals(parts[WHAT]) || "recheck".equals(parts[WHAT])
                || "close".equals(parts[WHAT]) || "POST".equals(parts[WHAT]));
        return ours ? Optional.of(PartitionId.parse(parts[0] + "/" + parts[1] + "/" + parts[2])) : Optional.empty();
    }
}
