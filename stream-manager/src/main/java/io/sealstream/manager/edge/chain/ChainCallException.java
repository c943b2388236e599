package io.sealstream.manager.edge.chain;

import org.jspecify.annotations.Nullable;

/** A call to the chain node that gave no usable answer. */
public final class ChainCallException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Why there is no answer. */
    public enum Kind {
        /** The node was not reached, did not answer in time, or is overloaded: the same call may succeed later. */
        UNREACHABLE,
        /** The node answered with an error. */
        REFUSED,
        /** The node answered something that is not what the method returns. */
        UNREADABLE,
        /** The node has not come to the epoch that is asked for: the same call succeeds later. */
        TOO_EARLY,
        /** The request says that its answer is of no use any more. */
        EXPIRED
    }

    private final Kind kind;

    public ChainCallException(Kind kind, String message) {
        this(kind, message, null);
    }

    public ChainCallException(Kind kind, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }

    /** The message, never null. */
    public String reason() {
        String message = getMessage();
        return message == null ? kind.name() : message;
    }
}
