package io.sealstream.bench;

import io.sealstream.filecoin.Signature;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Looks at answers of the signer: a refusal ends the measurement, and some of the signatures are verified. Safe for many threads. */
final class AnswerCheck {
    /** Verifying costs as much as signing, on the same machine. */
    static final long EACH = 500;

    private final BareLibrary library;
    private final SigningKey key;
    private final AtomicReference<@Nullable String> problem = new AtomicReference<>();

    AnswerCheck(BareLibrary library, SigningKey key) {
        this.library = library;
        this.key = key;
    }

    void signed(long nonce, Signature signature) {
        if (nonce % EACH == 0 && !library.verifies(signature, key, key.message(nonce))) {
            refused("the signature of message " + nonce + " of " + key.address() + " does not verify");
        }
    }

    void refused(String why) {
        problem.compareAndSet(null, why);
    }

    /** Throws the first problem so far. */
    void check() {
        String why = problem.get();
        if (why != null) {
            throw new BenchException("a message was not signed: " + why);
        }
    }
}
