package io.sealstream.devnet.up;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * How the miner of a devnet is run, beside its addresses, numbers and stores, which are the devnet's own.
 *
 * @param tables        the rest of the policy file: {@code [confidence]}, {@code [batch.…]}, {@code [fees]} and the like
 * @param sectorsAtOnce most sectors in sealing at a time: those that wait for each other need a scratch store each
 */
record PolicyChoice(String tables, int sectorsAtOnce) {
    private static final String CONFIDENCE = """
                                             # Epochs are short here; a production miner keeps the defaults.
                                             [confidence]
                                             message = 5
                                             seed = 2
                                             challenge = 2
                                             submit = 2
                                             """;
    private static final String ALONE = """

                                        # Sectors are few here and people wait for them; a production miner keeps the defaults.
                                        [batch.pre-commit]
                                        enabled = false
                                        [batch.prove-commit]
                                        enabled = false
                                        """;
    private static final String TOGETHER = """

                                           # Eight sectors share a message; fewer go when the first of them has waited for 2400 epochs: 20 hours of a
                                           # production chain, 16 minutes of this one, in which two cores make eight proofs. The base fee is steady.
                                           [batch.pre-commit]
                                           enabled = true
                                           threshold = 8
                                           max-wait = "20h"
                                           check-interval = "30s"
                                           fee-percentile = 0

                                           # From four proofs on, the least that the chain takes, they go as one.
                                           [batch.prove-commit]
                                           enabled = true
                                           threshold = 8
                                           max-wait = "20h"
                                           check-interval = "30s"
                                           fee-percentile = 0
                                           aggregate-from = 4
                                           """;
    private static final int BATCHED_AT_ONCE = 8;

    /** Every sector alone and at once. */
    static final PolicyChoice SINGLE = new PolicyChoice(CONFIDENCE + ALONE, 1);
    /** Sectors share messages, and their proofs become one. */
    static final PolicyChoice AGGREGATE = new PolicyChoice(CONFIDENCE + TOGETHER, BATCHED_AT_ONCE);

    /** A choice by its word, or the tables of a file. */
    static PolicyChoice of(String given) {
        return switch (given) {
            case "single" -> SINGLE;
            case "aggregate" -> AGGREGATE;
            default -> read(Path.of(given));
        };
    }

    private static PolicyChoice read(Path file) {
        try {
            return new PolicyChoice(Files.readString(file), BATCHED_AT_ONCE);
        } catch (IOException e) {
            throw new DevnetException("--policy " + file + " is neither `single` nor `aggregate`, and no file that can be read ("
                    + e.getMessage() + "): give a file of policy tables such as [batch.prove-commit].", e);
        }
    }
}
