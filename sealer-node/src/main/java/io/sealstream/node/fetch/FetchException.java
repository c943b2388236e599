package io.sealstream.node.fetch;

/** Files that could not be fetched. The message says in a sentence which, why, and what to do. */
public final class FetchException extends Exception {
    private static final long serialVersionUID = 1L;

    public FetchException(String message) {
        super(message);
    }

    public FetchException(String message, Throwable cause) {
        super(message, cause);
    }
}
