package io.sealstream.proofs;

/** Sector sizes in bytes, shared by the tables of proof types. */
final class ProofSizes {
    static final long KIB_2 = 2L << 10;
    static final long MIB_8 = 8L << 20;
    static final long MIB_512 = 512L << 20;
    static final long GIB_32 = 32L << 30;
    static final long GIB_64 = 64L << 30;

    private ProofSizes() {}
}
