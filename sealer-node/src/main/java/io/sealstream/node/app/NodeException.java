package io.sealstream.node.app;

/** The node cannot start. The message is one sentence: what, why, what to do. */
public final class NodeException extends Exception {
    private static final long serialVersionUID = 1L;

    public NodeException(String message, Throwable cause) {
        super(message, cause);
    }
}
