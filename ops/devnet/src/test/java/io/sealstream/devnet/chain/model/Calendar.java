package io.sealstream.devnet.chain.model;

import io.sealstream.filecoin.ChainLimits;
import io.sealstream.filecoin.NetworkPolicy;
import io.sealstream.filecoin.ProvingSchedule;
import java.util.Map;

/**
 * The numbers of a random life, small so that many deadlines, faults and expirations fit into a few thousand epochs, and plain arithmetic on
 * them that shares nothing with the code under test.
 *
 * @param offset     a proving period starts at epochs of this remainder
 * @param mostSectors of one message, and of one settlement
 * @param mostPartitions of one message, and of one settlement
 */
record Calendar(long offset, int mostSectors, int mostPartitions) {
    static final long WINDOW = 60;
    static final int DEADLINES = 6;
    static final long PERIOD = DEADLINES * WINDOW;
    static final long CUTOFF = 70;
    static final long DISPUTE = 120;
    static final long FAULT_AGE = 2 * PERIOD;
    static final long SHORTEST_LIFE = 3 * PERIOD;
    static final long LONGEST_LIFE = 9 * PERIOD;
    static final long FURTHEST = 7 * PERIOD;
    static final long SEAL_TIME = 40;
    static final long SEED_DELAY = 10;
    static final int PARTITION = 2;
    static final int POST_PARTITIONS = 3;

    static NetworkPolicy policy(int mostSectors, int mostPartitions) {
        ChainLimits limits = Records.with(ChainLimits.NV28, Map.of("addressedSectorsMax", mostSectors, "addressedPartitionsMax",
                mostPartitions, "faultMaxAge", FAULT_AGE, "minSectorLife", SHORTEST_LIFE, "maxSectorLife", LONGEST_LIFE,
                "maxExpirationExtension", FURTHEST, "proveCommitDuration", SEAL_TIME));
        return Records.with(NetworkPolicy.DEVNET,
                Map.of("limits", limits, "schedule", new ProvingSchedule(PERIOD, DEADLINES, WINDOW, 20, CUTOFF, DISPUTE)));
    }

    int partitionsPerPoSt() {
        return Math.min(POST_PARTITIONS, mostSectors / PARTITION);
    }

    int compactablePartitions() {
        return Math.min(mostPartitions, mostSectors / PARTITION);
    }

    private long intoPeriod(long now) {
        return Math.floorMod(now - offset, PERIOD);
    }

    /** Index of the deadline that is open. */
    int current(long now) {
        return (int) (intoPeriod(now) / WINDOW);
    }

    /** Opening of a deadline's instance that is open or comes next. */
    long open(int deadline, long now) {
        long open = now - intoPeriod(now) + deadline * WINDOW;
        return now < open + WINDOW ? open : open + PERIOD;
    }

    /** Last epoch of that instance. */
    long last(int deadline, long now) {
        return open(deadline, now) + WINDOW - 1;
    }

    /** The first end of the deadline that is not before an epoch. */
    long up(int deadline, long epoch) {
        long end = offset + deadline * WINDOW + WINDOW - 1;
        return epoch + Math.floorMod(end - epoch, PERIOD);
    }

    boolean isMutable(int deadline, long now) {
        return now < open(deadline, now) - WINDOW;
    }

    boolean isCompactable(int deadline, long now) {
        long open = open(deadline, now);
        boolean disputable = now < open && now < open + WINDOW - PERIOD + DISPUTE;
        return isMutable(deadline, now) && !disputable;
    }

    boolean isCutOff(int deadline, long now) {
        return now >= open(deadline, now) - CUTOFF;
    }
}
