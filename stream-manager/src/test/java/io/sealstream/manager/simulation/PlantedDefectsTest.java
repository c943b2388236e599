package io.sealstream.manager.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.manager.topology.TestSerdes;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A simulation that finds nothing proves nothing: each planted bug is found, and found for what it is. */
class PlantedDefectsTest {
    private static final long SEEDS = 300;

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void shouldBeFoundWithinThreeHundredSeeds(Defect defect) {
        Optional<Outcome> found = LongStream.rangeClosed(1, SEEDS)
                .mapToObj(seed -> Simulation.run(Options.of(seed).withDefect(defect), TestSerdes.fresh()))
                .filter(outcome -> !outcome.ok()).findFirst();
        assertThat(found).as("a seed that finds %s", defect).isPresent();
        assertThat(found.get().what()).startsWith(switch (defect) {
            case NO_DEDUPE -> "intents: ";
            case PUSH_BEFORE_RECORD, UNCOMMITTED_READS -> "signatures: ";
            case TICKET_OFF_BY_ONE -> "tickets: ";
            case EXPIRING_LEASE -> "work: ";
            case NONE -> throw new IllegalArgumentException("nothing is planted");
        });
    }
}
