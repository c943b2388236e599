package io.sealstream.manager.config;

import io.sealstream.filecoin.ActorId;
import io.sealstream.schemas.avro.Sealing;
import io.sealstream.schemas.config.ConfigException;
import io.sealstream.schemas.config.ConfigTable;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/** What the files of damocles-manager and of its predecessor have in common. */
final class Foreign {
    static final String CHECKED_BY_NODES = "the nodes check files by a vanilla proof, before each proof and after each copy";
    static final String ONE_CONFIDENCE = "one confidence holds for all messages of a miner here: that of [Commitment]";
    static final String NODES_KNOW_STORES = "the stores of this cluster are in the files of its nodes";
    /** An hour and a minute, in epochs. */
    private static final long MAX_WAIT = 120;
    private static final long CHECK_INTERVAL = 2;

    private Foreign() {}

    /** There the first number that is given is one above this one. */
    static void initNumber(ForeignTable table, String key) {
        if (table.has(key)) {
            table.put(key, "minNumber", table.table().integer(key, 0, Long.MAX_VALUE - 1) + 1);
        }
    }

    /** What that program takes for keys that its file does not name; nothing of ours that it does not know begins to act. */
    static void defaults(PolicyDraft draft, String program, boolean batches, long preCommits, long proveCommits) {
        String source = "default of " + program;
        draft.put("minNumber", 1L, source);
        draft.put("maxNumber", Long.MAX_VALUE, source);
        draft.put("sealing", Sealing.CONTINUOUS.name(), source);
        draft.put("messageConfidence", 10L, source);
        draft.put("preCommitBatch.threshold", preCommits, source);
        draft.put("proveCommitBatch.threshold", proveCommits, source);
        for (String batch : List.of("preCommitBatch.", "proveCommitBatch.")) {
            draft.put(batch + "enabled", batches, source);
            draft.put(batch + "maxWait", MAX_WAIT, source);
            draft.put(batch + "checkInterval", CHECK_INTERVAL, source);
            draft.put(batch + "feePercentile", 0L, "unknown to " + program);
        }
    }

    /** Completes a draft by our own defaults. */
    static PolicyFile finish(ConfigTable root, String program, ActorId miner, PolicyDraft draft, List<String> ignored,
            BiFunction<PolicyKey, ActorId, String> theirs) {
        Optional<PolicyKey> missing = draft.complete();
        if (missing.isPresent()) {
            PolicyKey key = missing.get();
            throw new ConfigException(root.place("") + ": has no " + key.name() + " for " + miner + "; add "
                    + theirs.apply(key, miner) + " to this file of " + program + ", or say --set '" + key.name() + " = [\"…\"]'");
        }
        if ((long) draft.value("maxNumber").orElse(0L) < (long) draft.value("minNumber").orElse(0L)) {
            throw new ConfigException(root.place("") + ": the sector numbers of " + miner + " end at "
                    + draft.value("maxNumber").orElse(0L) + " and begin at " + draft.value("minNumber").orElse(0L)
                    + "; correct MaxNumber (the last one) or InitNumber (the one before the first)");
        }
        return new PolicyFile(miner, Optional.empty(), draft, ignored);
    }
}
