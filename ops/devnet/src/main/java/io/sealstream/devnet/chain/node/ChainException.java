package io.sealstream.devnet.chain.node;

import org.jspecify.annotations.Nullable;

/** The chain cannot run or go on; the message is one sentence for people: what, why, what to do. */
public sealed class ChainException extends RuntimeException permits OtherRulesException {
    private static final long serialVersionUID = 1L;

    public ChainException(String message) {
        this(message, null);
    }

    public ChainException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
