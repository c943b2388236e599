package io.sealstream.manager.domain.task;

import io.sealstream.filecoin.SectorId;
import io.sealstream.manager.domain.PartitionId;

/** Identity of one task of one node: sector (or proving scope), step and attempt. Derived, never random. */
public record TaskRef(String taskId, int attempt, String node) {
    /** {@code f01000/17/SEAL/1}. */
    public static TaskRef of(SectorId sector, SealStep step, int attempt, String node) {
        return new TaskRef(sector + "/" + step + "/" + attempt, attempt, node);
    }

    /** {@code f01000/3/0/120/POST/1}: partition, period start. */
    public static TaskRef ofPoSt(PartitionId partition, long periodStart, int attempt, String node) {
        return new TaskRef(partition + "/" + periodStart + "/POST/" + attempt, attempt, node);
    }
}
