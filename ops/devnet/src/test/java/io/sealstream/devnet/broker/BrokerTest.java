package io.sealstream.devnet.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealstream.schemas.kafka.ClusterLayout;
import io.sealstream.schemas.kafka.KafkaClients;
import io.sealstream.schemas.kafka.KafkaSettings;
import io.sealstream.schemas.registry.HttpSchemaRegistryClient;
import io.sealstream.schemas.registry.RegistrySettings;
import io.sealstream.schemas.registry.SchemaRegistryClient;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Starts, restarts and transactions of the embedded broker: what the rest takes for granted of a Kafka. */
final class BrokerTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final TopicPartition PLACE = new TopicPartition("numbers", 0);

    @TempDir
    private Path home;

    @Test
    void shouldKeepTopicsAndSchemasOverARestart() throws Exception {
        Schema schema = SchemaBuilder.record("Sample").namespace("test").fields().requiredLong("height").endRecord();
        int id;
        int port;
        try (EmbeddedBroker broker = EmbeddedBroker.start(BrokerSettings.of(home, 0));
                EmbeddedRegistry registry = EmbeddedRegistry.start(broker.bootstrap(), 0)) {
            port = broker.port();
            id = register(registry.url(), schema);
            create(broker);
            try (Producer<String, String> producer = transactional(broker)) {
                commit(producer, "one", "two");
            }
        }
        try (EmbeddedBroker broker = EmbeddedBroker.start(BrokerSettings.of(home, port));
                EmbeddedRegistry registry = EmbeddedRegistry.start(broker.bootstrap(), 0)) {
            assertThat(broker.port()).isEqualTo(port);
            assertThat(read(broker, 2)).containsExactly("one", "two");
            try (Producer<String, String> producer = transactional(broker)) {
                commit(producer, "three");
            }
            assertThat(read(broker, 3)).containsExactly("one", "two", "three");
            try (SchemaRegistryClient client = new HttpSchemaRegistryClient(RegistrySettings.of(registry.url()))) {
                assertThat(client.byId(id)).contains(schema);
                assertThat(client.register("sample", schema)).isEqualTo(id);
            }
        }
    }

    @Test
    void shouldShowCommittedRecordsOnlyAndFenceTheOlderProducer() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(BrokerSettings.of(home, 0))) {
            create(broker);
            Producer<String, String> older = transactional(broker);
            older.beginTransaction();
            older.send(new ProducerRecord<>("numbers", 0, "k", "aborted")).get();
            Producer<String, String> newer = transactional(broker);
            assertThatThrownBy(older::commitTransaction).isInstanceOf(KafkaException.class);
            commit(newer, "committed");
            assertThat(read(broker, 1)).containsExactly("committed");
            older.close(Duration.ZERO);
            newer.close();
        }
    }

    @Test
    void shouldRefuseASecondBrokerOnOneHome() {
        try (EmbeddedBroker broker = EmbeddedBroker.start(BrokerSettings.of(home, 0))) {
            assertThat(broker.port()).isPositive();
            assertThatThrownBy(() -> EmbeddedBroker.start(BrokerSettings.of(home, 0))).isInstanceOf(BrokerException.class)
                    .hasMessageContaining("another broker runs on " + home);
        }
    }

    @Test
    void shouldRefuseATakenPort() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            BrokerSettings settings = BrokerSettings.of(home, taken.getLocalPort());
            assertThatThrownBy(() -> EmbeddedBroker.start(settings)).isInstanceOf(BrokerException.class)
                    .hasMessageContaining("port " + taken.getLocalPort()).hasMessageContaining("choose another --port");
        }
    }

    private static int register(URI url, Schema schema) {
        try (SchemaRegistryClient client = new HttpSchemaRegistryClient(RegistrySettings.of(url))) {
            return client.register("sample", schema);
        }
    }

    private static KafkaClients clients(EmbeddedBroker broker) {
        return new KafkaClients(
                KafkaSettings.of(broker.bootstrap(), URI.create("http://127.0.0.1:1"), false, ClusterLayout.DEVNET));
    }

    private static void create(EmbeddedBroker broker) throws Exception {
        try (Admin admin = clients(broker).admin("test")) {
            admin.createTopics(List.of(new NewTopic("numbers", 1, (short) 1))).all().get();
        }
    }

    private static Producer<String, String> transactional(EmbeddedBroker broker) {
        Producer<String, String> producer = clients(broker).transactionalProducer("test", new StringSerializer(),
                new StringSerializer());
        producer.initTransactions();
        return producer;
    }

    private static void commit(Producer<String, String> producer, String... values) {
        producer.beginTransaction();
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        for (String value : values) {
            sent.add(producer.send(new ProducerRecord<>("numbers", 0, "k", value)));
        }
        producer.commitTransaction();
        assertThat(sent).allMatch(Future::isDone);
    }

    private static List<String> read(EmbeddedBroker broker, int wanted) {
        try (Consumer<String, String> consumer = clients(broker).consumer("test", Optional.empty(), new StringDeserializer(),
                new StringDeserializer(), Map.of())) {
            consumer.assign(List.of(PLACE));
            consumer.seekToBeginning(List.of(PLACE));
            List<String> out = new ArrayList<>();
            long giveUp = System.nanoTime() + PATIENCE.toNanos();
            while (out.size() < wanted && System.nanoTime() < giveUp) {
                consumer.poll(Duration.ofMillis(100)).forEach(record -> out.add(record.value()));
            }
            return out;
        }
    }
}
