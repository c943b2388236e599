package io.sealstream.devnet.chain.blocks;

/** Where tickets, election proofs and signatures of blocks come from. */
public enum BlockSignatures {
    /** Hashes of the seed: quick, and the right length. */
    DERIVED,
    /** The block key that follows from the seed; three signatures a block, about three milliseconds. */
    BLS
}
