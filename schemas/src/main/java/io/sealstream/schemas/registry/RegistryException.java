package io.sealstream.schemas.registry;

import org.apache.kafka.common.KafkaException;

/** Something between us and the schema registry went wrong. */
public abstract sealed class RegistryException extends KafkaException
        permits RegistryUnavailableException, RegistryRefusedException, UnusableSchemaException {
    private static final long serialVersionUID = 1L;

    RegistryException(String message) {
        super(message);
    }

    RegistryException(String message, Throwable cause) {
        super(message, cause);
    }
}
