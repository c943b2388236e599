package io.sealstream.signer.signing;

import java.util.Optional;
import java.util.function.Supplier;

/** What is counted about answers. */
public interface SigningMetrics {
    /** Runs the answering of one request and takes its time. */
    Optional<Answer> timed(Supplier<Optional<Answer>> answering);

    /** An answer that is durable and on its way. */
    void answered(Answer answer);
}
