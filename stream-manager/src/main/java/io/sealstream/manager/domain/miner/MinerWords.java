package io.sealstream.manager.domain.miner;

/** Why a miner as a whole waits, as a sentence for people. */
public final class MinerWords {
    private MinerWords() {}

    /** The sentence, or empty when nothing is missing. */
    public static String waitingFor(MinerState m) {
        if (m.policy() == null) {
            return "waits for a policy: stream-manager policy apply FILE";
        }
        if (m.observed() == null) {
            return "waits for the chain edge to read its keys and numbers";
        }
        String silent = String.join(", ",
                m.nodes().entrySet().stream().filter(e -> !e.getValue().here()).map(e -> e.getKey()).toList());
        return silent.isEmpty() ? "" : "nodes are silent: " + silent;
    }
}
