package io.sealstream.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import org.junit.jupiter.api.Test;

class SignLoadTest {
    /** Answers at once, and costs one tick of processor time each time. */
    private static final class AtOnce implements RoundTrip {
        private final AtomicLong ticks = new AtomicLong();
        private LongConsumer sink = number -> {};

        @Override
        public void onAnswer(LongConsumer answered) {
            sink = answered;
        }

        @Override
        public void send(long number) {
            ticks.incrementAndGet();
            sink.accept(number);
        }

        ProcessCost cost() {
            return new ProcessCost(ticks.get(), 0, 0);
        }

        @Override
        public void check() {
            // Nothing goes wrong.
        }

        @Override
        public void close() {
            sink = number -> {};
        }
    }

    @Test
    void shouldCountSignaturesOfACoreByTheProcessorTimeOfTheSignerAlone() {
        AtOnce trip = new AtOnce();
        Report report = new Report("signer", "Test");
        SignLoad load = new SignLoad("bls", trip::cost, Duration.ofMillis(1), Duration.ofMillis(50), report);
        SignLoad.head(report);

        load.bare(400);
        long sent = load.run("Kafka", trip, List.of(1, 4));

        assertThat(sent).isEqualTo(trip.ticks.get()).isPositive();
        // A tick is 10 ms, so 100 signatures a second of a core, a quarter of 400; the line breaks keep the two rows apart.
        assertThat(report.toString()).contains("| bls | bare library call |  |  |  |  | 400 |  |")
                .containsPattern(
                        "\\| bls \\| Kafka \\| 1 \\|.*\\| 100 \\| 25 % \\|\n\\| bls \\| Kafka \\| 4 \\|.*\\| 100 \\| 25 % \\|");
    }
}
