package io.sealstream.node.journal;

/** The journal cannot be read or written. The message says what, why, and what to do. */
public final class JournalException extends Exception {
    private static final long serialVersionUID = 1L;

    public JournalException(String message) {
        super(message);
    }

    public JournalException(String message, Throwable cause) {
        super(message, cause);
    }
}
