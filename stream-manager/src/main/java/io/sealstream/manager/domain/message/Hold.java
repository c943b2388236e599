package io.sealstream.manager.domain.message;

import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.filecoin.TokenAmount;

/**
 * That a lane keeps a message back, or a signed one as it is.
 *
 * @param reason a sentence with the numbers
 * @param limit  FEE: most it may pay per gas unit; SPEND: what it may cost at most; zero for the others
 */
public record Hold(HoldCause cause, String reason, TokenAmount limit, ChainEpoch since) {}
