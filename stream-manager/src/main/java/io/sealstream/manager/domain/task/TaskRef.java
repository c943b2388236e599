package io.sealstream.manager.domain.task;

import io.sealstream.filecoin.SectorId;
import io.sealstream.manager.domain.PartitionId;
import java.util.Optional;

/** Identity of one task of one node: sector (or proving scope), step and attempt. Derived, never random. */
public record TaskRef(String taskId, int attempt, String node) {
    private static final String AGGREGATE = "/AGGREGATE/";

    /** {@code f01000/17/SEAL/1}. */
    public static TaskRef of(SectorId sector, SealStep step, int attempt, String node) {
        return new TaskRef(sector + "/" + step + "/" + attempt, attempt, node);
    }

    /** {@code f01000/PROVE_COMMIT/17/1a2b3c4d/1/AGGREGATE/1}: the intent that the aggregate is for. */
    public static TaskRef ofBatch(String intent, int attempt, String node) {
        return new TaskRef(intent + AGGREGATE + attempt, attempt, node);
    }

    /** {@code f01000/3/0/120/POST/1}: partition, period start. */
    public static TaskRef ofPoSt(PartitionId partition, long periodStart, int attempt, String node) {
        return new TaskRef(partition + "/" + periodStart + "/POST/" + attempt, attempt, node);
    }

    /** The intent that an aggregate is for; empty for every other task. */
    public Optional<String> intent() {
        String end = AGGREGATE + attempt;
        return taskId.endsWith(end) ? Optional.of(taskId.substring(0, taskId.length() - end.length())) : Optional.empty();
    }
}
