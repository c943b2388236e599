package io.sealstream.devnet.broker;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sealstream.devnet.broker.SchemaStore.Version;
import io.sealstream.schemas.kafka.KafkaClients;
import io.sealstream.schemas.runtime.Backoff;
import io.sealstream.schemas.registry.Compatibility;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.InvalidReplicationFactorException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/**
 * The compacted topic {@code _schemas} in the JSON of the Confluent registry: keys {@code SCHEMA}, {@code CONFIG},
 * {@code DELETE_SUBJECT}, {@code NOOP}. This process is its only writer: it reads the topic at its start and appends afterwards.
 */
final class SchemaLog implements AutoCloseable {
    static final String TOPIC = "_schemas";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TopicPartition PLACE = new TopicPartition(TOPIC, 0);
    private static final Backoff PAUSES = new Backoff(Duration.ofMillis(200), Duration.ofSeconds(1));
    private static final int MOST_ATTEMPTS = 60;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration POLL = Duration.ofMillis(200);

    private final KafkaClients clients;
    private final SchemaStore store;
    private final Producer<String, String> producer;

    SchemaLog(KafkaClients clients, SchemaStore store) {
        this.clients = clients;
        this.store = store;
        this.producer = clients.producer("schema-registry", new StringSerializer(), new StringSerializer());
    }

    /** Makes the topic when it is missing, and replays it. */
    void open() {
        create();
        try (Consumer<String, String> consumer = clients.consumer("schema-registry", Optional.empty(), new StringDeserializer(),
                new StringDeserializer(), Map.of())) {
            consumer.assign(List.of(PLACE));
            consumer.seekToBeginning(List.of(PLACE));
            long end = consumer.endOffsets(List.of(PLACE), PATIENCE).getOrDefault(PLACE, 0L);
            long giveUp = System.nanoTime() + PATIENCE.toNanos();
            while (consumer.position(PLACE, PATIENCE) < end) {
                if (System.nanoTime() > giveUp) {
                    throw new BrokerException("topic _schemas cannot be read to its end; see the broker's log");
                }
                for (ConsumerRecord<String, String> record : consumer.poll(POLL)) {
                    apply(record.offset(), record.key(), record.value());
                }
            }
        }
    }

    /** The other brokers of a cluster may still be starting: until they are there, its copies have no place. */
    private void create() {
        for (int attempt = 1; !isMade(attempt); attempt++) {
            try {
                PAUSES.pause(attempt);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new BrokerException("interrupted while topic _schemas was made", e);
            }
        }
    }

    private boolean isMade(int attempt) {
        try (Admin admin = clients.admin("schema-registry")) {
            NewTopic topic = new NewTopic(TOPIC, Optional.of(1), Optional.empty())
                    .configs(Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT));
            admin.createTopics(List.of(topic)).all().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            return true;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof InvalidReplicationFactorException && attempt < MOST_ATTEMPTS) {
                return false;
            }
            if (e.getCause() instanceof TopicExistsException) {
                return true;
            }
            throw new BrokerException("topic _schemas cannot be made: " + e.getCause(), e);
        } catch (TimeoutException e) {
            throw new BrokerException("topic _schemas cannot be made: the broker does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BrokerException("interrupted while topic _schemas was made", e);
        }
    }

    void write(Version version) {
        ObjectNode value = JSON.createObjectNode().put("subject", version.subject()).put("version", version.version())
                .put("id", version.id()).put("schema", version.schema()).put("deleted", version.deleted());
        append(schemaKey(version.subject(), version.version()), value);
        store.put(version);
    }

    void erase(String subject, int version) {
        append(schemaKey(subject, version), null);
        store.remove(subject, version);
    }

    void writeLevel(Optional<String> subject, Optional<Compatibility> level) {
        ObjectNode key = key("CONFIG", 0).put("subject", subject.orElse(null));
        append(key, level.map(value -> JSON.createObjectNode().put("compatibilityLevel", value.name())).orElse(null));
        store.setLevel(subject, level);
    }

    private static ObjectNode key(String type, int magic) {
        return JSON.createObjectNode().put("keytype", type).put("magic", magic);
    }

    private static ObjectNode schemaKey(String subject, int version) {
        return key("SCHEMA", 1).put("subject", subject).put("version", version);
    }

    private void append(ObjectNode key, @Nullable ObjectNode value) {
        try {
            producer.send(new ProducerRecord<>(TOPIC, 0, key.toString(), value == null ? null : value.toString()))
                    .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new BrokerException("topic _schemas cannot be written: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BrokerException("interrupted while topic _schemas was written", e);
        }
    }

    private void apply(long offset, @Nullable String key, @Nullable String value) {
        try {
            JsonNode where = JSON.readTree(key == null ? "{}" : key);
            JsonNode what = JSON.readTree(value == null ? "{}" : value);
            switch (where.path("keytype").asText()) {
                case "SCHEMA" -> schema(where, what, value == null);
                case "CONFIG" -> store.setLevel(Optional.ofNullable(where.path("subject").textValue()),
                        Optional.ofNullable(what.path("compatibilityLevel").textValue()).map(Compatibility::valueOf));
                case "DELETE_SUBJECT" ->
                    deleteSubject(where.path("subject").asText(), what.path("version").asInt(Integer.MAX_VALUE));
                default -> {
                    // NOOP, MODE and whatever a later registry may add say nothing that we keep.
                }
            }
        } catch (JsonProcessingException | IllegalArgumentException e) {
            throw new BrokerException(
                    "topic _schemas holds a record that is not a registry's, at offset " + offset + ": " + e.getMessage(), e);
        }
    }

    private void schema(JsonNode where, JsonNode what, boolean gone) {
        String subject = where.path("subject").asText();
        int version = where.path("version").asInt();
        if (gone) {
            store.remove(subject, version);
        } else {
            store.put(new Version(subject, version, what.path("id").asInt(), what.path("schema").asText(),
                    what.path("deleted").asBoolean()));
        }
    }

    private void deleteSubject(String subject, int upTo) {
        for (Version version : store.versions(subject, false)) {
            if (version.version() <= upTo) {
                store.put(new Version(subject, version.version(), version.id(), version.schema(), true));
            }
        }
    }

    @Override
    public void close() {
        producer.close(PATIENCE);
    }
}
