package io.sealstream.manager.query;

import java.util.List;

/**
 * Sectors that share a message, or will.
 *
 * @param purpose    {@code PRECOMMIT} or {@code PROVE_COMMIT}
 * @param state      {@code waiting}, {@code leaving}, {@code aggregating} or {@code sent}
 * @param intent     id of the message; empty before it is formed
 * @param sectors    sector numbers, ascending
 * @param waitingFor why they wait, until when, and what is missing
 * @param alert      what a person should know; empty for nothing
 */
public record BatchView(String purpose, String state, String intent, List<Long> sectors, String waitingFor, String alert) {
    public BatchView {
        sectors = List.copyOf(sectors);
    }
}
