package io.sealstream.manager.query;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/**
 * A miner as the log has it.
 *
 * @param miner      canonical f0 text
 * @param sequence   sequence of its newest event
 * @param policy     its policy as JSON; null node before the first SetPolicy
 * @param observed   what the chain says about it (owner, worker, controls, sector size, calendar); null node before the first answer
 * @param given      sectors begun so far
 * @param wanted     sectors operators asked for so far (counts when sealing is ON_DEMAND)
 * @param nodes      nodes that serve it: name to {@code here} or {@code silent}
 * @param batches    sectors that share a message, or will
 * @param waitingFor why the miner as a whole waits, or empty
 */
public record MinerView(String miner, long sequence, JsonNode policy, JsonNode observed, long given, long wanted,
        Map<String, String> nodes, List<BatchView> batches, String waitingFor) {
    public MinerView {
        batches = List.copyOf(batches);
    }
}
