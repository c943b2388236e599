package io.sealstream.manager.domain.batch;

import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.filecoin.TokenAmount;
import io.sealstream.manager.domain.Purpose;
import java.util.List;

/**
 * Sectors in a message that is not over.
 *
 * @param sectors    members, ascending: the order inside the message
 * @param value      value of the message
 * @param expiration PRECOMMIT: expiration the members commit to; 0 otherwise
 */
public record OpenBatch(String intent, Purpose purpose, List<Long> sectors, Address sender, TokenAmount value,
        ChainEpoch expiration,
        ChainEpoch since) {
    public OpenBatch {
        sectors = List.copyOf(sectors);
    }
}
