package io.sealstream.devnet.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sealstream.devnet.testing.KafkaTestCluster;
import io.sealstream.schemas.Decoded;
import io.sealstream.schemas.Partitions;
import io.sealstream.schemas.SchemaRegistration;
import io.sealstream.schemas.Serdes;
import io.sealstream.schemas.Topics;
import io.sealstream.schemas.avro.Cluster;
import io.sealstream.schemas.avro.Meta;
import io.sealstream.schemas.avro.TicketAssigned;
import io.sealstream.schemas.cli.TopicPrinter;
import io.sealstream.schemas.kafka.ClusterGuard;
import io.sealstream.schemas.kafka.ClusterLayout;
import io.sealstream.schemas.kafka.ClusterRecord;
import io.sealstream.schemas.kafka.KafkaClients;
import io.sealstream.schemas.kafka.KafkaReadiness;
import io.sealstream.schemas.kafka.KafkaSettings;
import io.sealstream.schemas.kafka.TopicAdmin;
import io.sealstream.schemas.kafka.TopicFault;
import io.sealstream.schemas.kafka.TopicRefusedException;
import io.sealstream.schemas.kafka.WrongClusterException;
import io.sealstream.schemas.runtime.HealthState;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Topics, serdes, the record of the cluster and the printer, against a real broker and registry. */
final class ClusterTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String KEY = "f01002/17";
    private static final TicketAssigned TICKET = TicketAssigned.newBuilder()
            .setMeta(Meta.newBuilder().setSequence(1).setEpoch(100).setCause("test").build()).setMiner("f01002").setSector(17)
            .setTicketEpoch(90).setTicket(ByteBuffer.wrap(new byte[]{ 1, 2, (byte) 0xff})).build();
    private static final Cluster CLUSTER = new Cluster("devnet", "bafygenesis", 4, ClusterRecord.FORMAT);

    private final KafkaTestCluster kafka = KafkaTestCluster.shared();
    private final KafkaClients clients = kafka.clients();

    @BeforeEach
    void begin() {
        kafka.reset();
    }

    private void ensure() {
        try (Admin admin = clients.admin("test")) {
            new TopicAdmin(admin, clients.settings()).ensure(Topics.ALL);
        }
    }

    @Test
    void shouldCreateEveryTopicAndFindNothingToComplainAbout() {
        ensure();
        ensure();
        try (Admin admin = clients.admin("test")) {
            assertThat(new TopicAdmin(admin, clients.settings()).check(Topics.ALL)).isEmpty();
        }
    }

    @Test
    @DisplayName("case 23: a topic with wrong cleanup or retention")
    void shouldRefuseWrongTopicsAndNameTheFix() throws Exception {
        try (Admin admin = clients.admin("test")) {
            admin.createTopics(List.of(new NewTopic("sector.event", 3, (short) 1).configs(Map.of("retention.ms", "1000"))))
                    .all().get(30, TimeUnit.SECONDS);
            TopicAdmin topics = new TopicAdmin(admin, clients.settings());
            Awaitility.await().atMost(PATIENCE).until(() -> topics.check(List.of(Topics.SECTOR_EVENT)).size() == 3);
            assertThatThrownBy(() -> topics.ensure(Topics.ALL)).isInstanceOfSatisfying(TopicRefusedException.class, e -> {
                assertThat(e.faults().stream().map(TopicFault::setting)).containsExactlyInAnyOrder("the number of partitions",
                        "retention.ms", "message.timestamp.type");
                assertThat(e).hasMessageContaining("topic sector.event: retention.ms is 1000, wanted -1; fix: kafka-configs.sh "
                        + "--bootstrap-server " + kafka.bootstrap()
                        + " --alter --entity-type topics --entity-name sector.event --add-config retention.ms=[-1]");
            });
        }
    }

    @Test
    void shouldCarryRecordsThroughTheBrokerAndPutThemWhereTheyBelong() throws Exception {
        ensure();
        write();
        List<String> seen = new ArrayList<>();
        try (Serdes serdes = clients.serdes(); Consumer<byte[], byte[]> consumer = clients.consumer("test", Optional.empty())) {
            TopicPartition place = new TopicPartition("sector.event", 2);
            consumer.assign(List.of(place));
            consumer.seekToBeginning(List.of(place));
            Awaitility.await().atMost(PATIENCE).until(() -> {
                consumer.poll(Duration.ofMillis(100)).forEach(record -> {
                    seen.add(new String(record.key(), StandardCharsets.UTF_8));
                    assertThat(serdes.decoder().read(record)).isEqualTo(new Decoded.Value(TICKET));
                });
                return !seen.isEmpty();
            });
        }
        assertThat(seen).containsExactly(KEY);
        assertThat(Partitions.partitionFor(Topics.SECTOR_EVENT, KEY, 4)).isEqualTo(2);
    }

    private void write() throws Exception {
        try (Serdes serdes = clients.serdes();
                Producer<String, SpecificRecord> producer = clients.producer("test", new StringSerializer(), serdes.encoder())) {
            producer.send(new ProducerRecord<>("sector.event", KEY, TICKET)).get(30, TimeUnit.SECONDS);
        }
    }

    @Test
    void shouldRegisterEverySchemaWithItsCompatibility() {
        try (Serdes serdes = new KafkaClients(new KafkaSettings(kafka.bootstrap(), kafka.settings().registry(), false,
                ClusterLayout.DEVNET, Map.of())).serdes()) {
            SchemaRegistration.ensure(serdes.registry(), Topics.ALL);
            serdes.prepare(Topics.ALL);
            assertThat(serdes.registry().subjects()).contains("sector.event-io.sealstream.schemas.avro.TicketAssigned",
                    "node.status-io.sealstream.schemas.avro.NodeStatus");
        }
    }

    @Test
    void shouldPrintRecordsAsJson() throws Exception {
        ensure();
        write();
        JsonNode line = new ObjectMapper().readTree(print("sector.event", Optional.of(KEY), "beginning"));
        assertThat(line.path("key").asText()).isEqualTo(KEY);
        assertThat(line.path("partition").asInt()).isEqualTo(2);
        assertThat(line.path("schema").asText()).isEqualTo("TicketAssigned");
        assertThat(line.path("value").path("ticket").asText()).isEqualTo("0102ff");
        assertThat(line.path("value").path("meta").path("epoch").asLong()).isEqualTo(100);
        assertThat(print("sector.event", Optional.of("f01002/18"), "beginning")).isEmpty();
        assertThat(print("sector.event", Optional.empty(), "end")).isEmpty();
        assertThat(print("sector.event", Optional.empty(), "1h")).isNotEmpty();
        assertThat(print("sector.event", Optional.empty(), "7")).isEmpty();
        assertThat(print("_schemas", Optional.empty(), "beginning").lines().findFirst().orElseThrow())
                .contains("\"schema\":null");
        assertThatThrownBy(() -> print("none", Optional.empty(), "beginning")).hasMessageContaining("there is no topic none");
        assertThatThrownBy(() -> print("sector.event", Optional.empty(), "soon"))
                .hasMessageContaining("--from soon is not known");
    }

    private String print(String topic, Optional<String> key, String from) {
        StringWriter out = new StringWriter();
        new TopicPrinter(clients, id -> Optional.empty(), new PrintWriter(out))
                .cat(new TopicPrinter.Request(topic, key, from, false, Long.MAX_VALUE));
        return out.toString();
    }

    @Test
    @DisplayName("case 8: a process is pointed at another cluster")
    void shouldKnowItsClusterAndRefuseAnother() throws Exception {
        try (Serdes serdes = clients.serdes()) {
            ClusterGuard guard = new ClusterGuard(clients, serdes, Clock.systemUTC());
            assertThat(guard.check(ClusterGuard.Expectation.of("devnet"))).isEmpty();
            ensure();
            assertThat(guard.check(ClusterGuard.Expectation.of("devnet"))).isEmpty();
            assertThat(guard.claim(CLUSTER)).isEqualTo(CLUSTER);
            assertThat(guard.claim(CLUSTER)).isEqualTo(CLUSTER);
            assertThat(guard.check(ClusterGuard.Expectation.of("devnet"))).contains(CLUSTER);
            assertThat(guard.await(ClusterGuard.Expectation.of("devnet"), state -> {})).isEqualTo(CLUSTER);
            refused(guard, new ClusterGuard.Expectation("calibnet", Optional.empty(), OptionalInt.empty()),
                    "belongs to network devnet, and the configuration says calibnet; correct network.name");
            refused(guard, new ClusterGuard.Expectation("devnet", Optional.of("bafyother"), OptionalInt.empty()),
                    "genesis bafygenesis");
            refused(guard, new ClusterGuard.Expectation("devnet", Optional.empty(), OptionalInt.of(16)),
                    "set kafka.partitions to 4");
            Cluster other = new Cluster("calibnet", "bafyother", 4, ClusterRecord.FORMAT);
            assertThatThrownBy(() -> guard.claim(other)).isInstanceOf(WrongClusterException.class);
        }
    }

    private static void refused(ClusterGuard guard, ClusterGuard.Expectation expected, String message) {
        assertThatThrownBy(() -> guard.check(expected)).isInstanceOf(WrongClusterException.class).hasMessageContaining(message);
    }

    @Test
    void shouldWaitForAKafkaThatIsNotThere() throws Exception {
        ConcurrentLinkedQueue<HealthState> states = new ConcurrentLinkedQueue<>();
        KafkaClients nowhere = new KafkaClients(KafkaSettings.of("127.0.0.1:1", kafka.registry(), true, ClusterLayout.DEVNET));
        Thread waiting = Thread.ofPlatform().start(() -> {
            try {
                new KafkaReadiness(nowhere, Clock.systemUTC(), states::add).await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        Awaitility.await().atMost(PATIENCE).until(() -> !states.isEmpty());
        waiting.interrupt();
        waiting.join(TimeUnit.SECONDS.toMillis(30));
        assertThat(states.peek().status()).isEqualTo(HealthState.Status.WAITING);
        assertThat(states.peek().detail()).contains("Kafka at 127.0.0.1:1 does not answer");
        new KafkaReadiness(clients, Clock.systemUTC(), states::add).await();
        assertThat(states).last().satisfies(state -> assertThat(state.status()).isEqualTo(HealthState.Status.UP));
    }
}
