package io.sealstream.schemas;

import org.apache.kafka.common.errors.SerializationException;

/** The bytes of a record are not what its topic holds. Reading them again does not help: the record belongs in {@code dead.letter}. */
public final class UndecodableException extends SerializationException {
    private static final long serialVersionUID = 1L;

    public UndecodableException(String message) {
        super(message);
    }

    public UndecodableException(String message, Throwable cause) {
        super(message, cause);
    }
}
