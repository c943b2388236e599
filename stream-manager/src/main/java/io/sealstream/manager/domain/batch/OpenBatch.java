package io.sealstream.manager.domain.batch;

import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.manager.domain.Purpose;
import java.util.List;

/**
 * Sectors in a message that is not over.
 *
 * @param sectors        members, ascending: the order inside the message
 * @param funds          who pays for the members
 * @param expiration     PRECOMMIT: expiration the members commit to; 0 otherwise
 * @param form           what the message holds
 * @param overEstimation gas limit in percent of the estimate; 0 as the policy says
 * @param aggregate      AGGREGATE: the proof; empty otherwise
 * @param reason         why it left
 * @param alert          what a person should know; empty for nothing
 */
public record OpenBatch(String intent, Purpose purpose, List<Long> sectors, Address sender, Funds funds,
        ChainEpoch expiration, ChainEpoch since, BatchForm form, int overEstimation, Bytes aggregate, String reason,
        String alert) {
    public OpenBatch {
        sectors = List.copyOf(sectors);
    }
}
