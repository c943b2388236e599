package io.sealstream.signer.edge.rpc;

import io.sealstream.rpc.RpcException;
import io.sealstream.schemas.runtime.Backoff;
import io.sealstream.signer.keys.WalletException;
import io.sealstream.signer.keys.WalletException.Reason;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Supplier;

/**
 * Slows down who guesses passwords over the API. A few wrong ones are free; after that each makes all callers wait, twice as long each time,
 * up to an hour. The right one ends it. The command line on the machine is not slowed, so that a guesser cannot keep the operator out.
 * Thread-safe.
 */
final class PasswordGuard {
    static final int FREE = 3;
    private static final Backoff WAITING = new Backoff(Duration.ofSeconds(1), Duration.ofHours(1));

    private final InstantSource clock;
    private int wrong;
    private Instant openAt = Instant.MIN;

    PasswordGuard(InstantSource clock) {
        this.clock = clock;
    }

    /** Runs what checks a password, unless it is too early for another try. */
    synchronized <T> T guarded(Supplier<T> check) {
        Instant now = clock.instant();
        if (now.isBefore(openAt)) {
            throw RpcException.of("too many wrong passwords; the API takes the next one in "
                    + (Duration.between(now, openAt).toSeconds() + 1) + " s, the command line at once");
        }
        try {
            T result = check.get();
            wrong = 0;
            return result;
        } catch (WalletException e) {
            if (e.reason() == Reason.WRONG_PASSWORD) {
                wrong++;
                openAt = wrong > FREE ? clock.instant().plus(WAITING.after(wrong - FREE)) : openAt;
            }
            throw e;
        }
    }
}
