package io.sealstream.manager.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** The control plane under storms of faults. {@code -Dsim.seeds=N} chooses how many, {@code -Dsim.seed=S} one of them. */
class SimulationTest {
    private static final long SEEDS = Long.getLong("sim.seeds", 200);
    /** Seeds that have shown something in a long run: an old answer believed, a calm too short, heartbeats rebuilt that nobody took. */
    private static final long[] FAILED_ONCE = { 2826, 14_543, 22_274};

    @Test
    void shouldHoldEveryInvariantUnderEverySeed() throws InterruptedException, ExecutionException {
        Long one = Long.getLong("sim.seed");
        LongStream seeds = one == null
                ? LongStream.concat(LongStream.rangeClosed(1, SEEDS), LongStream.of(FAILED_ONCE))
                : LongStream.of(one);
        List<Outcome> outcomes = Runs.of(seeds.mapToObj(Options::of).toList());
        outcomes.stream().filter(outcome -> !outcome.ok()).findFirst().ifPresent(failed -> {
            throw new AssertionError(Shortening.of(failed).text(), failed.violation());
        });
        assertThat(outcomes.stream().mapToInt(Outcome::proven).sum()).as("sectors proven in all runs").isPositive();
        assertThat(outcomes.stream().mapToInt(Outcome::audits).sum()).as("digests compared in all runs").isPositive();
    }

    @Test
    void shouldRunOneSeedTwiceTheSameWay() throws InterruptedException, ExecutionException {
        List<Outcome> twice = Runs.of(List.of(Options.of(7), Options.of(7)));
        assertThat(twice.get(0).digest()).isEqualTo(twice.get(1).digest());
        assertThat(twice.get(0).steps()).isEqualTo(twice.get(1).steps());
    }
}
