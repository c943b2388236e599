package io.sealstream.schemas.registry;

/** The schema registry understood and refused. Trying again does not help. */
public final class RegistryRefusedException extends RegistryException {
    private static final long serialVersionUID = 1L;

    private final int code;

    /** @param code the registry's error code: an HTTP status, or one with two more digits such as 40401 or 42201 */
    public RegistryRefusedException(int code, String message) {
        super(message);
        this.code = code;
    }

    public int code() {
        return code;
    }
}
