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
    public static final long VERIFY_BLS = 16_598_605;
    public static final long VERIFY_SEAL = 42_000_000;
    public static final long VERIFY_REPLICA_UPDATE = 36_316_136;
    public static final long VERIFY_WINDOW_POST = 117_680_921;
    public static final long VERIFY_WINDOW_POST_PER_SECTOR = 43_780;
    public static final long COMPUTE_UNSEALED_CID = 98_647;

    private static final int[] AGGREGATE_FROM = { 4, 7, 13, 26, 52, 103, 205, 410};
    private static final int[] NON_INTERACTIVE_FROM = { 1, 2, 3, 5, 9, 17, 33};
    private static final long[] STEP_32 = { 103_994_170, 112_356_810, 122_912_610, 137_559_930, 162_039_100, 210_960_780,
        318_351_180,
        528_274_980};
    private static final long[] STEP_64 = { 102_581_240, 110_803_030, 120_803_700, 134_642_130, 157_357_890, 203_017_690,
        304_253_590,
        509_880_640};
    private static final long PER_SECTOR_32 = 449_900;
    private static final long PER_SECTOR_64 = 359_272;
    private static final long NON_INTERACTIVE_PER_SECTOR_32 = 44_990 * 126;
    private static final long NON_INTERACTIVE_PER_SECTOR_64 = 35_928 * 126;

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

    /** Verification of an aggregate. Small sizes and Synthetic types pay the 32 GiB price; small NI sizes the interactive one. */
    public static long verifyAggregate(SealProofType type, int sectors) {
        boolean large = type.sectorSize() == SectorSize.GIB_64;
        long[] steps = large ? STEP_64 : STEP_32;
        if (type.generation() == SealProofType.Generation.NON_INTERACTIVE && type.sectorSize().isLarge()) {
            long each = large ? NON_INTERACTIVE_PER_SECTOR_64 : NON_INTERACTIVE_PER_SECTOR_32;
            return each * sectors + steps[1 + step(NON_INTERACTIVE_FROM, sectors)];
        }
        return (large ? PER_SECTOR_64 : PER_SECTOR_32) * sectors + steps[step(AGGREGATE_FROM, sectors)];
    }

    private static int step(int[] from, int sectors) {
        int step = 0;
        while (step + 1 < from.length && sectors >= from[step + 1]) {
            step++;
        }
        return step;
    }
}
