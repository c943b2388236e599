package io.sealstream.schemas;

import io.sealstream.schemas.config.ConfigException;
import io.sealstream.schemas.registry.RegistrySettings;
import io.sealstream.schemas.registry.RegistryUnavailableException;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Serdes of others that write and read the same bytes, in the place of ours. They are named as Kafka names them, by the properties
 * {@value #SERIALIZER} and {@value #DESERIALIZER}, and are found on the class path. Topics still hold only their own records, and records
 * still carry their fingerprint. What fails in them is sorted as our own failures are: the registry is away, it refused, or the bytes are
 * bad. Thread-safe as far as they are; those of Confluent are.
 */
final class SwappedSerdes implements AutoCloseable {
    static final String SERIALIZER = "value.serializer";
    static final String DESERIALIZER = "value.deserializer";

    private final Serializer<Object> serializer;
    private final Deserializer<Object> deserializer;

    private SwappedSerdes(Serializer<Object> serializer, Deserializer<Object> deserializer) {
        this.serializer = serializer;
        this.deserializer = deserializer;
    }

    /**
     * The serdes that these properties name; empty where they name none. They get all properties, and under Confluent's names what we know
     * of the registry.
     *
     * @throws ConfigException where one is missing, is no serde, or refuses its properties
     */
    static Optional<SwappedSerdes> named(Map<String, String> properties, RegistrySettings registry, boolean autoRegister) {
        String serializer = properties.get(SERIALIZER);
        String deserializer = properties.get(DESERIALIZER);
        if (serializer == null && deserializer == null) {
            return Optional.empty();
        }
        if (serializer == null || deserializer == null) {
            throw new ConfigException(
                    "kafka.properties: only one of " + SERIALIZER + " and " + DESERIALIZER + " is there; name both or none");
        }
        @SuppressWarnings("unchecked")
        Serializer<Object> writing = make(SERIALIZER, serializer, Serializer.class);
        @SuppressWarnings("unchecked")
        Deserializer<Object> reading = make(DESERIALIZER, deserializer, Deserializer.class);
        try {
            Map<String, String> all = ConfluentProperties.of(registry, autoRegister);
            all.putAll(properties);
            writing.configure(all, false);
            reading.configure(all, false);
        } catch (RuntimeException e) {
            throw new ConfigException("kafka.properties: " + serializer + " or its counterpart refuses its properties: "
                    + e.getMessage() + "; correct them");
        }
        return Optional.of(new SwappedSerdes(writing, reading));
    }

    private static <T> T make(String key, String name, Class<T> wanted) {
        String fix = "; put its jar on the class path (the Maven profile confluent does it for Confluent's), or leave the key out";
        try {
            return Class.forName(name).asSubclass(wanted).getDeclaredConstructor().newInstance();
        } catch (ClassNotFoundException | NoClassDefFoundError e) {
            throw new ConfigException("kafka.properties." + key + ": there is no class " + e.getMessage() + fix);
        } catch (ClassCastException e) {
            throw new ConfigException("kafka.properties." + key + ": " + name + " is no " + wanted.getName() + fix);
        } catch (ReflectiveOperationException | LinkageError e) {
            throw new ConfigException("kafka.properties." + key + ": " + name + " cannot be made: " + e + fix);
        }
    }

    byte[] write(String topic, SpecificRecord record) {
        byte[] bytes;
        try {
            bytes = serializer.serialize(topic, record);
        } catch (KafkaException e) {
            throw SwappedFailure.of(e);
        }
        if (bytes == null) {
            throw new IllegalStateException(serializer.getClass().getName() + " wrote nothing for a record");
        }
        return bytes;
    }

    SpecificRecord read(String topic, byte[] bytes) {
        Object value;
        try {
            value = deserializer.deserialize(topic, bytes);
        } catch (KafkaException e) {
            KafkaException meaning = SwappedFailure.of(e);
            throw meaning instanceof RegistryUnavailableException
                    ? meaning
                    : new UndecodableException("the bytes cannot be read: " + meaning.getMessage(), e);
        }
        if (value instanceof SpecificRecord record) {
            return record;
        }
        throw new UndecodableException("not one of our records but "
                + (value == null ? "nothing" : "a " + value.getClass().getName()) + "; is specific.avro.reader set to true?");
    }

    @Override
    public void close() {
        serializer.close();
        deserializer.close();
    }
}
