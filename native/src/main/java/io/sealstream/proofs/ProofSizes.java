package io.sealstream.proofs;

/** Sizes in bytes, shared by the tables of proof types: of sectors, and of one Groth16 proof. */
final class ProofSizes {
    static final long KIB_2 = 2L << 10;
    static final long MIB_8 = 8L << 20;
    static final long MIB_512 = 512L << 20;
    static final long GIB_32 = 32L << 30;
    static final long GIB_64 = 64L << 30;

    static final int GROTH16 = 192;

    private ProofSizes() {}
}
