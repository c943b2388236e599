package io.sealstream.proofs;

/** A circuit that has parameters of its own: a proving file and a verifying key. */
public sealed interface Circuit {

    /** The seal proof. */
    record Seal(SealProofType type) implements Circuit {
        @Override
        public long sectorSize() {
            return type.sectorSize();
        }
    }

    /** The WindowPoSt of one partition. */
    record WindowPoSt(WindowPoStProofType type) implements Circuit {
        @Override
        public long sectorSize() {
            return type.sectorSize();
        }
    }

    /** Sector size in bytes. */
    long sectorSize();
}
