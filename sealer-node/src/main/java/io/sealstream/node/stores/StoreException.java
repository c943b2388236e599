package io.sealstream.node.stores;

/** A store cannot be used. The message is one sentence for the operator: what, why, what to do. */
public final class StoreException extends Exception {
    private static final long serialVersionUID = 1L;

    public StoreException(String message) {
        super(message);
    }

    public StoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
