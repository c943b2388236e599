package io.sealstream.filecoin;

import java.util.Arrays;
import java.util.Optional;

/** Registered aggregations of seal proofs. */
public enum AggregateProofType {
    /** Refused by the chain. */
    SNARK_PACK_V1(0), SNARK_PACK_V2(1);

    private static final int BASE_BYTES = 2260;
    private static final int BYTES_PER_DOUBLING = 2976;

    private final int code;

    AggregateProofType(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }

    public static Optional<AggregateProofType> of(long code) {
        return Arrays.stream(values()).filter(type -> type.code == code).findFirst();
    }

    /**
     * Bytes of the aggregate of so many sectors (derived, chain.md 4.4): 2260 + 2976 × log2(Groth16 proofs, at least two, rounded up to a
     * power of two).
     */
    public static int bytes(SealProofType type, int sectors) {
        int proofs = Math.max(2, Math.multiplyExact(type.groth16Proofs(), sectors));
        int doublings = Integer.SIZE - Integer.numberOfLeadingZeros(proofs - 1);
        return BASE_BYTES + BYTES_PER_DOUBLING * doublings;
    }
}
