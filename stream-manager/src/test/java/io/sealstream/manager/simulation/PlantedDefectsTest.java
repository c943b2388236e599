package io.sealstream.manager.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A simulation that finds nothing proves nothing: each planted bug is found, and found for what it is. */
class PlantedDefectsTest {
    private static final long SEEDS = 300;
    /** Seeds that run before anybody looks whether one of them has found it. */
    private static final long AT_ONCE = 8;

    private static Optional<Outcome> search(Defect defect) throws InterruptedException, ExecutionException {
        Optional<Outcome> found = Optional.empty();
        for (long first = 1; first <= SEEDS && found.isEmpty(); first += AT_ONCE) {
            found = Runs.of(LongStream.rangeClosed(first, Math.min(SEEDS, first + AT_ONCE - 1))
                    .mapToObj(seed -> Options.of(seed).withDefect(defect)).toList()).stream().filter(outcome -> !outcome.ok())
                    .findFirst();
        }
        return found;
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void shouldBeFoundWithinThreeHundredSeeds(Defect defect) throws InterruptedException, ExecutionException {
        Optional<Outcome> found = search(defect);
        assertThat(found).as("a seed that finds %s", defect).isPresent();
        assertThat(found.get().what()).startsWith(switch (defect) {
            case NO_DEDUPE, VERSION_FORGOTTEN -> "intents: ";
            case CLOCK_IGNORED -> "clocks: ";
            case MEMBER_TWICE -> "members: ";
            case NONCE_KEPT -> "lanes: ";
            case LIMITS_IGNORED -> "spend: ";
            case PUSH_BEFORE_RECORD, UNCOMMITTED_READS -> "signatures: ";
            case TICKET_OFF_BY_ONE -> "tickets: ";
            case EXPIRING_LEASE -> "work: ";
            case NONE -> throw new IllegalArgumentException("nothing is planted");
        });
    }
}
