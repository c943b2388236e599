package io.sealstream.manager.domain.batch;

import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.ChainEpoch;
import java.util.List;

/**
 * Proofs that a node makes one of, for a message that is not formed yet.
 *
 * @param intent  id of the message
 * @param sectors members, ascending: the order inside the message
 * @param node    who aggregates; empty while no node can
 * @param attempt attempt of the aggregation
 * @param reason  why its members leave
 * @param sender  lane of the message
 * @param funds   who pays for the members
 * @param alert   what a person should know; empty for nothing
 * @param since   epoch of this attempt
 */
public record Aggregation(String intent, List<Long> sectors, String node, int attempt, String reason, Address sender,
        Funds funds, String alert, ChainEpoch since) {
    public Aggregation {
        sectors = List.copyOf(sectors);
    }
}
