package io.sealstream.schemas;

import io.sealstream.schemas.registry.RegistryRefusedException;
import io.sealstream.schemas.registry.RegistryUnavailableException;
import java.io.EOFException;
import java.io.IOException;
import java.util.OptionalInt;
import org.apache.kafka.common.KafkaException;

/** What a failure inside the serdes of others means to us, told by its innermost cause. */
final class SwappedFailure {
    private SwappedFailure() {}

    /**
     * Our exception for it: {@link RegistryUnavailableException} where the registry is silent, broken or does not let us in,
     * {@link RegistryRefusedException} where it knows better; the failure itself where the registry has no part in it.
     */
    static KafkaException of(KafkaException failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        OptionalInt status = number(root, "getStatus");
        if (status.isPresent()) {
            return answered(status.getAsInt(), root, failure);
        }
        // End of file is how Avro says that bytes are missing.
        return root instanceof IOException && !(root instanceof EOFException)
                ? new RegistryUnavailableException("the schema registry does not answer: " + root, failure)
                : failure;
    }

    private static KafkaException answered(int status, Throwable root, KafkaException failure) {
        boolean letsUsIn = status != 401 && status != 403;
        return status / 100 == 4 && letsUsIn
                ? new RegistryRefusedException(number(root, "getErrorCode").orElse(status),
                        "the schema registry refused: " + root.getMessage())
                : new RegistryUnavailableException("the schema registry does not serve us: " + root.getMessage(), failure);
    }

    /** Exceptions for answers of a registry, as Confluent's RestClientException, have such getters; no class of theirs is known here. */
    private static OptionalInt number(Throwable e, String getter) {
        try {
            return e.getClass().getMethod(getter).invoke(e) instanceof Integer number
                    ? OptionalInt.of(number)
                    : OptionalInt.empty();
        } catch (ReflectiveOperationException none) {
            return OptionalInt.empty();
        }
    }
}
