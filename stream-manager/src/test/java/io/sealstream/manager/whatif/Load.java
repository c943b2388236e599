package io.sealstream.manager.whatif;

import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.filecoin.SealProofType;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.SplittableRandom;

/**
 * Sectors of 32 GiB without data that become ready over thirty days, drawn from fixed seeds. They come in bursts, since replicas are computed
 * some at a time, and the sectors of a burst some minutes after each other, since their trees are built one by one.
 */
enum Load {
    /** Five a day, one to three at a time. */
    LOW(11, 5, 1, 3),
    /** Sixty a day, four to sixteen at a time. */
    MEDIUM(22, 60, 4, 16),
    /** Six hundred a day, sixteen to sixty-four at a time. */
    HIGH(33, 600, 16, 64);

    static final int DAYS = 30;
    /** A day of base fees is known before the first sector. */
    static final long FIRST = FeeShape.FIRST + 2880;
    private static final int DAY = 2880;
    private static final double SPACING = 6;
    /** From ticket to sealed, beyond the lookback of the ticket: four to six hours. */
    private static final int LEAST_SEALING = 480;
    private static final int MOST_SEALING = 720;
    private static final long LOOKBACK = 900;
    /** From precommit to proof beyond the challenge delay: confidence, then C1 and C2 of ten to fifty minutes with their queue. */
    private static final long CHALLENGE_DELAY = 156;
    private static final int LEAST_PROVING = 20;
    private static final int MOST_PROVING = 100;

    private final long seed;
    private final int perDay;
    private final int leastBurst;
    private final int mostBurst;

    Load(long seed, int perDay, int leastBurst, int mostBurst) {
        this.seed = seed;
        this.perDay = perDay;
        this.leastBurst = leastBurst;
        this.mostBurst = mostBurst;
    }

    /** One draw of the sectors. */
    List<Arrival> arrivals(int draw) {
        SplittableRandom random = new SplittableRandom(seed + FeeShape.DRAWS_APART * draw);
        double gap = DAY * (leastBurst + mostBurst) / 2.0 / perDay;
        List<Arrival> arrivals = new ArrayList<>();
        for (double burst = 0; burst < DAYS * DAY; burst += exponential(random, gap)) {
            int size = random.nextInt(leastBurst, mostBurst + 1);
            double at = burst;
            for (int i = 0; i < size; i++) {
                at += exponential(random, SPACING);
                arrivals.add(arrival(100_000 + arrivals.size(), FIRST + (long) at, random));
            }
        }
        return arrivals;
    }

    private static double exponential(SplittableRandom random, double mean) {
        return -mean * StrictMath.log(1 - random.nextDouble());
    }

    private static Arrival arrival(long sector, long ready, SplittableRandom random) {
        long ticket = ready - LOOKBACK - random.nextInt(LEAST_SEALING, MOST_SEALING);
        long proving = CHALLENGE_DELAY + random.nextInt(LEAST_PROVING, MOST_PROVING);
        return new Arrival(sector, SealProofType.STACKED_DRG_32GIB_V1_1, 0, ChainEpoch.of(ready), ChainEpoch.of(ticket),
                OptionalLong.of(proving));
    }
}
