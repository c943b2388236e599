package io.sealstream.filecoin;

/** The price list in force from network version 25 to 29 (ref-fvm {@code gas/price_list.rs}, {@code TEEP_PRICES}), in gas units. */
public final class GasPrices {
    public static final long MESSAGE_BASE = 38_863 + 475_000 + 46_800;
    public static final long PER_MESSAGE_BYTE = 1300;
    public static final long PER_RETURN_BYTE = 1300;
    public static final long METHOD_CALL = 75_000;
    public static final long TRANSFER = 6_000;
    public static final long ACTOR_LOOKUP = 500_000;
    public static final long ACTOR_UPDATE = 475_000;
    public static final long ACTOR_CREATE = 650_000;
    public static final long ADDRESS_ASSIGN = 1_000_000;
    public static final long ADDRESS_LOOKUP = 1_050_000;
    public static final long BLOCK_READ = 187_440;
    public static final long BLOCK_READ_PER_BYTE = 10;
    public static final long BLOCK_WRITE = 334_000 + 172_000;
    public static final long BLOCK_WRITE_PER_BYTE = 3340;
    public static final long RANDOMNESS = 146_200;
    public static final long RANDOMNESS_PER_EPOCH_BACK = 75;
    public static final long VERIFY_SECP256K1 = 1_637_292;
    public static final long VERIFY_SECP256K1_PER_BYTE = 10;
    public static final long VERIFY_BLS = 16_598_605;
    public static final long VERIFY_BLS_PER_BYTE = 26;
    public static final long VERIFY_SEAL = 42_000_000;
    public static final long VERIFY_REPLICA_UPDATE = 36_316_136;
    public static final long VERIFY_WINDOW_POST = 117_680_921;
    public static final long VERIFY_WINDOW_POST_PER_SECTOR = 43_780;
    public static final long COMPUTE_UNSEALED_CID = 98_647;
    public static final long VERIFY_CONSENSUS_FAULT = 516_422;

    private GasPrices() {}

    /** Inclusion of a message of {@code chainLength} bytes ({@link SignedMessage#chainLength}). */
    public static long onChainMessage(int chainLength) {
        return MESSAGE_BASE + PER_MESSAGE_BYTE * chainLength;
    }

    public static long onChainReturn(int bytes) {
        return PER_RETURN_BYTE * bytes;
    }

    /** Verification of a window PoSt over so many sectors (charged only when it is verified). */
    public static long verifyWindowPoSt(long sectors) {
        return VERIFY_WINDOW_POST + VERIFY_WINDOW_POST_PER_SECTOR * sectors;
    }

    /**
     * Verification of an aggregate of seal proofs (methods 34 and 36). Types without a price of their own, Synthetic ones and small sizes,
     * pay the interactive price of 32 GiB.
     */
    public static long verifyAggregate(SealProofType type, int sectors) {
        return AggregateGas.of(type).gas(sectors);
    }

    /**
     * Verification of one signature inside a call.
     *
     * @throws CodecException for delegated signatures, which no actor can have verified
     */
    public static long verifySignature(SignatureType type, int dataBytes) {
        return switch (type) {
            case SECP256K1 -> VERIFY_SECP256K1 + VERIFY_SECP256K1_PER_BYTE * dataBytes;
            case BLS -> VERIFY_BLS + VERIFY_BLS_PER_BYTE * dataBytes;
            case DELEGATED -> throw CodecException.of("no price for verifying a delegated signature: use secp256k1 or BLS");
        };
    }

    /** Randomness of an epoch so many epochs back. */
    public static long randomness(long epochsBack) {
        return RANDOMNESS + RANDOMNESS_PER_EPOCH_BACK * Math.max(0, epochsBack);
    }

    /** A new actor under a new address. */
    public static long createActor() {
        return ACTOR_CREATE + ADDRESS_ASSIGN + ADDRESS_LOOKUP;
    }
}
