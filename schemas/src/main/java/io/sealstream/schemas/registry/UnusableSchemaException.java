package io.sealstream.schemas.registry;

/** The registry knows the schema that was asked for, but it is no Avro schema that can be read here. It stays so. */
public final class UnusableSchemaException extends RegistryException {
    private static final long serialVersionUID = 1L;

    public UnusableSchemaException(String message) {
        super(message);
    }
}
