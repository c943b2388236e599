package io.sealstream.devnet.chain.blocks;

/** How deposits, pledges and fees come about. */
public enum MoneyMode {
    /** From constants: the same sector costs the same for ever. */
    FROZEN,
    /** From the state: smoothed reward and power move with every epoch. */
    LIVE
}
