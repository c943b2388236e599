package io.sealstream.schemas.registry;

/** No schema registry answered within the time allowed. Nothing is wrong with the record: stop and try it again later. */
public final class RegistryUnavailableException extends RegistryException {
    private static final long serialVersionUID = 1L;

    public RegistryUnavailableException(String message) {
        super(message);
    }

    public RegistryUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
