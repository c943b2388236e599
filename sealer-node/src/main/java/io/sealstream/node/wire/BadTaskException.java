package io.sealstream.node.wire;

/** A task that this version of the node cannot understand. The message says why. */
public final class BadTaskException extends Exception {
    private static final long serialVersionUID = 1L;

    public BadTaskException(String message, Throwable cause) {
        super(message, cause);
    }
}
