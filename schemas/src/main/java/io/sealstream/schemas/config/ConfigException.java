package io.sealstream.schemas.config;

/** A configuration that cannot be used. The message is meant for people: {@code file:line:col: key: what is wrong; what to do}. */
public final class ConfigException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ConfigException(String message) {
        super(message);
    }
}
