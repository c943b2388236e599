package io.sealstream.signer.signing;

import io.sealstream.signer.domain.Caller;
import java.util.Optional;
import java.util.function.Supplier;

/** What is counted about answers. */
public interface SigningMetrics {
    /** Runs the answering of one request and takes its time. */
    Optional<Answer> timed(Supplier<Optional<Answer>> answering);

    /** A second message for one nonce was let through for this caller. */
    default void conflicted(Caller caller) {
        // Most observers look at answers only.
    }

    /** An answer that is durable and on its way. */
    void answered(Answer answer);
}
