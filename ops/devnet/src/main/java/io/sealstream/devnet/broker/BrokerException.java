package io.sealstream.devnet.broker;

/** The broker or the registry cannot run. The message is meant for people: what, why, what to do. */
public final class BrokerException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public BrokerException(String message) {
        super(message);
    }

    public BrokerException(String message, Throwable cause) {
        super(message, cause);
    }
}
