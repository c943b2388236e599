package io.sealstream.devnet.chain.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.devnet.chain.model.NaiveSector.Health;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Hundreds of random lives of a miner: precommit, prove, PoSt, skip, fault, recover, terminate, extend and compact over many deadlines. The
 * chain and the naive model must agree on every exit code, and after every message and epoch on each sector's state, place and end, on power
 * and on the books. {@code -Dmodel.seeds=N} runs more, {@code -Dmodel.seed=S} runs one again.
 */
final class RandomLifeTest {
    private static final int SEEDS = 250;
    private static final int STEPS = 120;
    /** Of the network, so that a settlement never has to go on. */
    private static final int MANY = 3000;

    private static LongStream seeds() {
        Long one = Long.getLong("model.seed");
        return one == null ? LongStream.range(0, Integer.getInteger("model.seeds", SEEDS)) : LongStream.of(one);
    }

    private static void live(long seed, Tally tally) {
        SplittableRandom random = new SplittableRandom(seed);
        boolean tight = random.nextBoolean();
        RandomLife life = tight
                ? new RandomLife(random.nextInt(2, 7), random.nextInt(1, 4))
                : new RandomLife(MANY, MANY);
        try {
            new RandomScript(life, random, tally).run(STEPS);
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError(
                    "seed " + seed + " fails; again with -Dtest=RandomLifeTest -Dmodel.seed=" + seed + "\n" + life, e);
        }
    }

    @Test
    void shouldAgreeWithTheNaiveModelAllLifeLong() {
        Tally tally = new Tally();
        seeds().forEach(seed -> live(seed, tally));
        if (Long.getLong("model.seed") == null) {
            requireVaried(tally);
        }
    }

    private static void requireVaried(Tally tally) {
        for (String method : new String[]{ "ProveCommitSectors3", "SubmitWindowedPoSt", "DeclareFaults", "DeclareFaultsRecovered",
            "TerminateSectors", "ExtendSectorExpiration2", "CompactPartitions"}) {
            assertThat(tally.outcomes(method, 0)).as("%s of %s", method, tally).isGreaterThan(SEEDS / 2);
        }
        for (String method : new String[]{ "SubmitWindowedPoSt", "DeclareFaults", "DeclareFaultsRecovered", "TerminateSectors",
            "ExtendSectorExpiration2", "CompactPartitions"}) {
            assertThat(tally.outcomes(method, 16)).as("%s of %s", method, tally).isPositive();
        }
        assertThat(tally.outcomes("ExtendSectorExpiration2", 20)).as("%s", tally).isPositive();
        assertThat(tally.outcomes("ExtendSectorExpiration2", 18)).as("%s", tally).isPositive();
        assertThat(tally.outcomes("CompactPartitions", 18)).as("%s", tally).isPositive();
        for (Health health : Health.values()) {
            assertThat(tally.seen(health)).as("%s", tally).isGreaterThan(SEEDS);
        }
        assertThat(tally.wentOn()).as("%s", tally).isGreaterThan(SEEDS / 10);
        assertThat(tally.early()).as("%s", tally).isGreaterThan(SEEDS);
    }
}
