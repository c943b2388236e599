package io.sealstream.manager.whatif;

import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.filecoin.SealProofType;
import java.util.OptionalLong;

/**
 * A sector as it comes to its two messages. What happened before the precommit does not depend on a policy; what comes after it shifts with
 * the epoch at which the precommit lands.
 *
 * @param pieces  pieces of data; 0 for committed capacity
 * @param ready   epoch at which its precommit could have gone
 * @param ticket  epoch of its ticket
 * @param proving epochs from its precommit to the proof that could have gone: challenge delay, confidence and work; empty: it was never proven
 */
public record Arrival(long sector, SealProofType type, int pieces, ChainEpoch ready, ChainEpoch ticket, OptionalLong proving) {}
