package io.sealstream.manager.whatif;

import java.util.SplittableRandom;

/**
 * Three histories of the base fee, drawn from fixed seeds, an epoch a step. Each is a demand that a fee follows as the chain's own rule lets it:
 * by at most an eighth an epoch. Demand is a level times a daily tide times a wandering that is forgotten within hours; what differs is below.
 * The levels are those mainnet has had: a tenth of a nanoFIL in quiet years, single nanoFIL in rushes (first months of 2021, FEVM in spring
 * 2023, inscriptions in winter 2023), with spikes of half an hour to some hours.
 */
enum FeeShape {
    /** About 0.1 nanoFIL, a tide of a fifth, no spikes. */
    CALM(101, 0.1, 0.1, 0.2, 0.2, 0, 1),
    /** About 0.2 nanoFIL with four spikes a day to five to forty times as much. */
    SPIKY(202, 0.2, 0.2, 0.25, 0.3, 4, 40),
    /** From 0.2 to 5 nanoFIL in thirty days, a tenth to an eighth more each day, a tide of a third, a spike every other day. */
    RISING(303, 0.2, 5, 0.33, 0.3, 1, 4);

    static final int DAYS = 45;
    static final int RISE_DAYS = 30;
    static final long FIRST = 4_000_000;
    static final long DRAWS_APART = 1_000;
    private static final int DAY = 2880;
    private static final double STEP = 0.125;
    private static final double NANO = 1e9;
    private static final double LEAST = 100;
    /** Epochs after which the wandering is forgotten to a third. */
    private static final double MEMORY = 360;
    private static final double SHORTEST_SPIKE = 60;
    private static final double LONGEST_SPIKE = 480;
    private static final double LOWEST_SPIKE = 2;

    private final long seed;
    private final double from;
    private final double to;
    private final double tide;
    private final double wandering;
    private final double spikesADay;
    private final double highestSpike;

    FeeShape(long seed, double from, double to, double tide, double wandering, double spikesADay, double highestSpike) {
        this.seed = seed;
        this.from = from;
        this.to = to;
        this.tide = tide;
        this.wandering = wandering;
        this.spikesADay = spikesADay;
        this.highestSpike = highestSpike;
    }

    /** One draw of the series as CSV. */
    String csv(int draw) {
        SplittableRandom random = new SplittableRandom(seed + DRAWS_APART * draw);
        double phase = random.nextDouble();
        StringBuilder csv = new StringBuilder("epoch,attoFIL\n");
        double noise = 0;
        double fee = from;
        double spike = 1;
        long spikeEnd = 0;
        for (int i = 0; i < DAYS * DAY; i++) {
            noise += -noise / MEMORY + wandering * StrictMath.sqrt(2 / MEMORY) * random.nextGaussian();
            if (i >= spikeEnd) {
                boolean begins = random.nextDouble() < spikesADay / DAY;
                spike = begins
                        ? LOWEST_SPIKE * StrictMath.pow(highestSpike / LOWEST_SPIKE, random.nextDouble())
                        : 1;
                spikeEnd = begins ? i + (long) random.nextDouble(SHORTEST_SPIKE, LONGEST_SPIKE) : i;
            }
            double demand = level(i, phase) * spike * StrictMath.exp(noise);
            fee = Math.max(fee * (1 - STEP), Math.min(fee * (1 + STEP), demand));
            csv.append(FIRST + i).append(',').append((long) Math.max(LEAST, fee * NANO)).append('\n');
        }
        return csv.toString();
    }

    private double level(int epoch, double phase) {
        double rise = StrictMath.pow(to / from, Math.min(1, (double) epoch / (RISE_DAYS * DAY)));
        return from * rise * (1 + tide * StrictMath.sin(2 * Math.PI * ((double) epoch / DAY + phase)));
    }
}
