package io.sealstream.schemas.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

final class ShutdownTest {
    private final Queue<String> closed = new ConcurrentLinkedQueue<>();
    private final Shutdown shutdown = new Shutdown();

    @Test
    void shouldCloseNewestFirstAndOnceDespiteFailures() throws Exception {
        shutdown.add("broker", () -> closed.add("broker"));
        shutdown.add("broken", () -> {
            throw new IllegalStateException("cannot close");
        });
        shutdown.add("edge", () -> closed.add("edge"));
        shutdown.close();
        shutdown.close();
        shutdown.await();
        assertThat(closed).containsExactly("edge", "broker");
    }

    @Test
    void shouldCloseWhatComesTooLate() {
        shutdown.close();
        shutdown.add("late", () -> closed.add("late"));
        assertThat(closed).containsExactly("late");
    }

    @Test
    void shouldDoublePausesUpToTheLongest() {
        Backoff backoff = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(5));
        assertThat(backoff.after(1)).isEqualTo(Duration.ofMillis(100));
        assertThat(backoff.after(4)).isEqualTo(Duration.ofMillis(800));
        assertThat(backoff.after(7)).isEqualTo(Duration.ofSeconds(5));
        assertThat(backoff.after(Integer.MAX_VALUE)).isEqualTo(Duration.ofSeconds(5));
        assertThatThrownBy(() -> new Backoff(Duration.ofSeconds(2), Duration.ofSeconds(1))).hasMessageContaining("does not grow");
    }

    @Test
    void shouldForgetWhatWasUsedLongestAgo() {
        BoundedCache<String, Integer> cache = new BoundedCache<>(2);
        cache.put("a", 1);
        cache.put("b", 2);
        assertThat(cache.get("a")).contains(1);
        cache.put("c", 3);
        assertThat(cache.get("b")).isEmpty();
        assertThat(cache.size()).isEqualTo(2);
    }
}
