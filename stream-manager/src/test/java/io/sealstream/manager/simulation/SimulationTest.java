package io.sealstream.manager.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.manager.topology.TestSerdes;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** The control plane under storms of faults. {@code -Dsim.seeds=N} chooses how many, {@code -Dsim.seed=S} one of them. */
class SimulationTest {
    private static final long SEEDS = Long.getLong("sim.seeds", 20);

    @Test
    void shouldHoldEveryInvariantUnderEverySeed() {
        Long one = Long.getLong("sim.seed");
        LongStream seeds = one == null ? LongStream.rangeClosed(1, SEEDS) : LongStream.of(one);
        List<Outcome> failed = seeds.mapToObj(seed -> Simulation.run(Options.of(seed), TestSerdes.fresh()))
                .peek(o -> System.err.println(o.options().seed() + " " + o.what() + " epochs " + o.epochs() + " events " + o.events() + " steps " + o.steps() + " " + o.messages() + " proven " + o.proven() + " missed " + o.missed() + " " + o.faults()))
                .filter(outcome -> !outcome.ok()).toList();
        assertThat(failed).as("failed seeds").isEmpty();
    }
}
