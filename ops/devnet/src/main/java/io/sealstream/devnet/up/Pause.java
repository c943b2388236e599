package io.sealstream.devnet.up;

import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Time as the supervisor sees it: the clock, and short waits that end at once when the devnet is asked to stop. */
final class Pause {
    private static final long MOMENT_MILLIS = 100;

    private final CountDownLatch stopped = new CountDownLatch(1);

    Instant now() {
        return Instant.now();
    }

    /** Waits a tenth of a second. */
    void moment() {
        millis(MOMENT_MILLIS);
    }

    /** Waits; throws when the devnet was asked to stop meanwhile. */
    void millis(long millis) {
        try {
            if (stopped.await(millis, TimeUnit.MILLISECONDS)) {
                throw new Stopped();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Stopped();
        }
    }

    void stop() {
        stopped.countDown();
    }

    /** The devnet was asked to stop: not a failure. */
    static final class Stopped extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Stopped() {
            super("stopped", null, false, false);
        }
    }
}
