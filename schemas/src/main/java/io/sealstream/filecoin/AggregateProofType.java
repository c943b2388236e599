package io.sealstream.filecoin;

import java.util.Arrays;
import java.util.Optional;

/** Registered aggregations of seal proofs. */
public enum AggregateProofType {
    /** Refused by the chain. */
    SNARK_PACK_V1(0), SNARK_PACK_V2(1);

    public static final int MIN_SECTORS = 4;
    public static final int MAX_SECTORS = 819;
    public static final int MAX_BYTES = 81960;

    private static final int GROTH16_PROOFS_LARGE = 10;
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

    /** Bytes of an aggregate (derived, chain.md 4.4): 2260 + 2976 × log2(Groth16 proofs rounded up to a power of two). */
    public static int bytes(SectorSize size, int sectors) {
        int proofs = sectors * (size.isLarge() ? GROTH16_PROOFS_LARGE : 1);
        int doublings = 32 - Integer.numberOfLeadingZeros(Math.max(1, proofs - 1));
        return BASE_BYTES + BYTES_PER_DOUBLING * (proofs <= 1 ? 0 : doublings);
    }
}
