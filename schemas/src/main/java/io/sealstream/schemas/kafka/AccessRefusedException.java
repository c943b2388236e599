package io.sealstream.schemas.kafka;

import org.apache.kafka.common.KafkaException;

/** A broker knows us and does not let us do something that we need; the message is a sentence with the fix. */
public final class AccessRefusedException extends KafkaException {
    private static final long serialVersionUID = 1L;

    public AccessRefusedException(String message, Throwable cause) {
        super(message, cause);
    }
}
