package io.sealstream.devnet.up;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.List;

/**
 * How things stand, as the manager and the chain say: read-only, tolerant of processes that are restarting.
 *
 * @param chain   {@code Devchain.Status}, or missing
 * @param sectors {@code Sealstream.Sectors}, or missing
 * @param proving {@code Sealstream.Proving}, or missing
 * @param power   {@code StateMinerPower}, or missing
 */
record Situation(JsonNode chain, JsonNode sectors, JsonNode proving, JsonNode power) {

    static Situation read(RpcClient chain, RpcClient manager, String miner) {
        JsonNode missing = MissingNode.getInstance();
        return new Situation(chain.tryCall("Devchain.Status").orElse(missing),
                manager.tryCall("Sealstream.Sectors", miner).orElse(missing),
                manager.tryCall("Sealstream.Proving", miner).orElse(missing),
                chain.tryCall("Filecoin.StateMinerPower", miner, List.of()).orElse(missing));
    }

    /** The block of the live view: chain, sectors, deadlines. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(chainLine());
        if (sectors.isMissingNode()) {
            lines.add("manager  not answering; it is starting or being restarted");
        }
        for (JsonNode sector : sectors) {
            lines.add("sector   %s  %s  %s".formatted(sector.path("sector").asText(), sector.path("state").asText(),
                    sector.path("waitingFor").asText()));
        }
        for (JsonNode partition : proving) {
            lines.add("proving  deadline %d partition %d  %s  %s".formatted(partition.path("deadline").asInt(),
                    partition.path("index").asInt(),
                    partition.path("state").asText(), partition.path("waitingFor").asText()));
        }
        return lines;
    }

    private String chainLine() {
        if (chain.isMissingNode()) {
            return "chain    not answering; it is starting or being restarted";
        }
        return "chain    epoch %d  %s  power %s".formatted(chain.path("epoch").asLong(), chain.path("waiting").asText(),
                rawPower()) + nextDeadline();
    }

    private String nextDeadline() {
        JsonNode next = chain.path("nextDeadline");
        return next.isMissingNode()
                ? ""
                : "  next deadline %d of %s opens at %d, closes at %d".formatted(next.path("index").asInt(),
                        next.path("miner").asText(), next.path("open").asLong(), next.path("close").asLong());
    }

    String rawPower() {
        return power.path("MinerPower").path("RawBytePower").asText("0");
    }

    List<String> invalidPoSts() {
        List<String> found = new ArrayList<>();
        chain.path("invalidPoSts").forEach(post -> found.add(post.isTextual() ? post.asText() : post.toString()));
        return found;
    }
}
