package io.sealstream.proofs;

/**
 * What has parameters of its own. A circuit has a verifying key and a proving file; aggregation has one file for prover and
 * verifier.
 */
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

    /** The WinningPoSt. */
    record WinningPoSt(WinningPoStProofType type) implements Circuit {
        @Override
        public long sectorSize() {
            return type.sectorSize();
        }
    }

    /** The replica update. */
    record Update(UpdateProofType type) implements Circuit {
        @Override
        public long sectorSize() {
            return type.sectorSize();
        }
    }

    /**
     * The structured reference string (SRS) of aggregates. Prover and verifier must have the same file.
     *
     * @param proofs most Groth16 proofs of an aggregate, a power of two
     */
    record Aggregate(int proofs) implements Circuit {
        @Override
        public long sectorSize() {
            return 0;
        }
    }

    /** Sector size in bytes; 0 where one file serves all sizes. */
    long sectorSize();
}
