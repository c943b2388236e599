package io.sealstream.schemas.kafka;

/** This Kafka belongs to another Sealstream cluster than the configuration means. */
public final class WrongClusterException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public WrongClusterException(String message) {
        super(message);
    }
}
