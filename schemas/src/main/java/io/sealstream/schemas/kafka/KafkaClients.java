package io.sealstream.schemas.kafka;

import io.sealstream.schemas.SealstreamPartitioner;
import io.sealstream.schemas.Serdes;
import io.sealstream.schemas.config.ConfigException;
import java.nio.file.NoSuchFileException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;

/**
 * The one factory of Kafka clients. Consumers read committed records only and never commit by themselves; producers wait for all copies,
 * are idempotent and do not linger. These settings cannot be changed from outside; everything else of {@link KafkaSettings#properties()}
 * passes through. Thread-safe.
 */
public final class KafkaClients {
    private final KafkaSettings settings;

    public KafkaClients(KafkaSettings settings) {
        this.settings = settings;
    }

    public KafkaSettings settings() {
        return settings;
    }

    /** Serdes over the registry of these settings, those of others if the properties name some. The caller closes them. */
    public Serdes serdes() {
        return Serdes.connect(settings.registry(), settings.autoRegister(), settings.properties());
    }

    /** A consumer of raw bytes: what it cannot decode it can still move to {@code dead.letter}. */
    public Consumer<byte[], byte[]> consumer(String clientId, Optional<String> group) {
        return consumer(clientId, group, new ByteArrayDeserializer(), new ByteArrayDeserializer(), Map.of());
    }

    /**
     * A consumer.
     *
     * @param clientId how the broker's logs and metrics call it
     * @param group    its consumer group, or none for one that assigns its partitions itself
     * @param extra    settings of this consumer alone, for example {@code max.poll.records}
     */
    public <K, V> Consumer<K, V> consumer(String clientId, Optional<String> group, Deserializer<K> keys, Deserializer<V> values,
            Map<String, Object> extra) {
        Map<String, Object> config = base(clientId);
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        config.putAll(extra);
        group.ifPresent(name -> config.put(ConsumerConfig.GROUP_ID_CONFIG, name));
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        config.put(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, 1);
        return made(() -> new KafkaConsumer<>(config, keys, values));
    }

    /** A producer of raw bytes. */
    public Producer<byte[], byte[]> producer(String clientId) {
        return producer(clientId, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** A producer without transactions. Records must name their partition or be placed by {@link io.sealstream.schemas.Partitions}. */
    public <K, V> Producer<K, V> producer(String clientId, Serializer<K> keys, Serializer<V> values) {
        return made(() -> new KafkaProducer<>(producerConfig(clientId), keys, values));
    }

    /** A producer with transactions; a later one with the same id fences it. The caller calls {@code initTransactions}. */
    public <K, V> Producer<K, V> transactionalProducer(String transactionalId, Serializer<K> keys, Serializer<V> values) {
        Map<String, Object> config = producerConfig(transactionalId);
        config.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId);
        return made(() -> new KafkaProducer<>(config, keys, values));
    }

    public Admin admin(String clientId) {
        return made(() -> Admin.create(base(clientId)));
    }

    /** What Kafka Streams needs of these settings; its own consumers read committed records through {@code exactly_once_v2}. */
    public Map<String, Object> streamsProperties() {
        Map<String, Object> config = new HashMap<>(settings.properties());
        config.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrap());
        return config;
    }

    private Map<String, Object> producerConfig(String clientId) {
        Map<String, Object> config = base(clientId);
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        config.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        config.put(ProducerConfig.PARTITIONER_CLASS_CONFIG, SealstreamPartitioner.class);
        return config;
    }

    private Map<String, Object> base(String clientId) {
        Map<String, Object> config = streamsProperties();
        config.put(CommonClientConfigs.CLIENT_ID_CONFIG, clientId);
        return config;
    }

    private static <T> T made(Supplier<T> maker) {
        try {
            return maker.get();
        } catch (KafkaException e) {
            Throwable root = e;
            while (root.getCause() != null) {
                root = root.getCause();
            }
            String why = root instanceof NoSuchFileException ? "there is no file " + root.getMessage() : root.getMessage();
            throw new ConfigException("kafka: no client can be made: " + why + "; correct kafka.bootstrap or kafka.properties");
        }
    }
}
