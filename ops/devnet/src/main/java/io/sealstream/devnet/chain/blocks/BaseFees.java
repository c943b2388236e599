package io.sealstream.devnet.chain.blocks;

import io.sealstream.filecoin.TokenAmount;

/** Says the base fee of the next tipset. */
@FunctionalInterface
public interface BaseFees {
    /** The chain's own rule (FIP-0115). */
    BaseFees RULE = (parent, epoch) -> Assembly.nextBaseFee(parent);

    /** The base fee of a tipset at an epoch over a parent. */
    TokenAmount over(Entry parent, long epoch);
}
