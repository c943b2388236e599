package io.sealstream.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import org.junit.jupiter.api.Test;

class LoadTest {
    /** Answers each request a moment later, or says that it cannot. */
    private static final class Late implements RoundTrip {
        private final boolean broken;
        private final AtomicInteger open = new AtomicInteger();
        private final AtomicInteger most = new AtomicInteger();
        private volatile LongConsumer sink = number -> {};

        Late(boolean broken) {
            this.broken = broken;
        }

        @Override
        public void onAnswer(LongConsumer answered) {
            sink = answered;
        }

        @Override
        public void send(long number) {
            most.accumulateAndGet(open.incrementAndGet(), Math::max);
            Thread.startVirtualThread(() -> {
                LockSupport.parkNanos(1_000_000);
                open.decrementAndGet();
                sink.accept(number);
            });
        }

        @Override
        public void check() {
            if (broken) {
                throw new BenchException("it is broken");
            }
        }

        @Override
        public void close() {
            sink = number -> {};
        }
    }

    @Test
    void shouldNeverHaveMoreInFlightAndMeasureEach() {
        Late late = new Late(false);
        Load load = new Load(late);
        Latencies result = load.run(16, Duration.ofMillis(20), Duration.ofMillis(100));
        assertThat(late.most).hasValueBetween(2, 16);
        assertThat(late.open).hasValue(0);
        assertThat(result.count()).isGreaterThan(1).isLessThanOrEqualTo((int) load.sent());
        assertThat(result.millis(0)).isGreaterThanOrEqualTo(1);
    }

    @Test
    void shouldSayWhatWentWrongInsteadOfWaiting() {
        Load load = new Load(new Late(true));
        assertThatThrownBy(() -> load.run(1, Duration.ofMillis(5), Duration.ofMillis(5))).hasMessage("it is broken");
    }
}
