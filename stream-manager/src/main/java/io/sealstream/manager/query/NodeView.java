package io.sealstream.manager.query;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * A node as its last heartbeat told.
 *
 * @param node        name
 * @param incarnation start of its process, Unix milliseconds
 * @param here        false when it is silent
 * @param lastSeen    Unix milliseconds of the last heartbeat
 * @param version     version of software and proofs library
 * @param endpoint    HTTP address of its status page
 * @param windowPoSt  whether it takes WindowPoSt tasks
 * @param aggregate   whether it takes tasks that aggregate seal proofs
 * @param miners      miners it works for
 * @param stores      its stores, as JSON
 * @param running     tasks under way, as JSON
 */
public record NodeView(String node, long incarnation, boolean here, long lastSeen, String version, String endpoint,
        boolean windowPoSt, boolean aggregate, List<String> miners, JsonNode stores, JsonNode running) {
    public NodeView {
        miners = List.copyOf(miners);
    }
}
