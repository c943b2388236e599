package io.sealstream.devnet.up;

import io.sealstream.schemas.avro.Activated;
import io.sealstream.schemas.avro.Finalized;
import io.sealstream.schemas.avro.Persisted;
import io.sealstream.schemas.avro.PreCommitBatched;
import io.sealstream.schemas.avro.PreCommitLanded;
import io.sealstream.schemas.avro.ProveCommitBatched;
import io.sealstream.schemas.avro.Proved;
import io.sealstream.schemas.avro.Sealed;
import io.sealstream.schemas.avro.SectorAllocated;
import io.sealstream.schemas.avro.StageTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;

/**
 * Where the time of one sector went, from its events alone.
 *
 * <p>A gap between two events that ends with a landed message or waits for a chain epoch (seed, confidence) belongs to the chain. The
 * rest, less the time inside native calls, is what the cluster itself adds.
 *
 * @param stages   milliseconds in each stage of the node's tasks
 * @param total    milliseconds from allocation to the last event
 * @param chain    milliseconds spent waiting for the chain
 * @param overhead milliseconds in neither
 */
record SectorTimes(Map<String, Long> stages, long total, long chain, long overhead) {

    /** @param events the events of one sector in the order of their time */
    static SectorTimes of(List<EventLog.Entry> events) {
        Map<String, Long> stages = new LinkedHashMap<>();
        long total = 0;
        long chain = 0;
        long previous = -1;
        boolean waitsForChain = false;
        for (EventLog.Entry entry : events) {
            stagesOf(entry.record()).forEach(stage -> stages.merge(stage.getStage(), stage.getMillis(), Long::sum));
            if (previous >= 0) {
                long gap = entry.timestamp() - previous;
                total += gap;
                chain += waitsForChain ? gap : 0;
            }
            previous = entry.timestamp();
            waitsForChain = waitsAfter(entry.record(), waitsForChain);
        }
        long inside = stages.values().stream().mapToLong(Long::longValue).sum();
        return new SectorTimes(stages, total, chain, Math.max(0, total - chain - inside));
    }

    /** Persisting goes on beside the precommit, so its event neither starts nor ends a wait for the chain. */
    private static boolean waitsAfter(SpecificRecord event, boolean before) {
        return switch (event) {
            case PreCommitBatched batched -> true;
            case PreCommitLanded landed -> true;
            case ProveCommitBatched batched -> true;
            case Activated activated -> true;
            case Persisted persisted -> before;
            case SectorAllocated allocated -> false;
            case Finalized done -> false;
            default -> false;
        };
    }

    private static List<StageTime> stagesOf(SpecificRecord event) {
        return switch (event) {
            case Sealed done -> done.getStageMillis();
            case Persisted done -> done.getStageMillis();
            case Proved done -> done.getStageMillis();
            default -> List.of();
        };
    }
}
