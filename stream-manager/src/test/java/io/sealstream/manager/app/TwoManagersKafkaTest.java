package io.sealstream.manager.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sealstream.devnet.testing.KafkaTestCluster;
import io.sealstream.manager.Policies;
import io.sealstream.manager.app.StreamsSettings.StoreKind;
import io.sealstream.manager.query.ManagerQueries.StoresNotReady;
import io.sealstream.manager.query.MinerView;
import io.sealstream.schemas.Serdes;
import io.sealstream.schemas.Topics;
import io.sealstream.schemas.avro.Cluster;
import io.sealstream.schemas.avro.Request;
import io.sealstream.schemas.avro.Sealing;
import io.sealstream.schemas.avro.SetPolicy;
import io.sealstream.schemas.config.HostPort;
import io.sealstream.schemas.kafka.KafkaClients;
import io.sealstream.schemas.kafka.TopicAdmin;
import io.sealstream.schemas.kafka.TopicRefusedException;
import io.sealstream.schemas.runtime.HealthState.Status;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two stream applications of one cluster: they share the partitions, know of each other, and one takes all when the other ends. */
class TwoManagersKafkaTest {
    private static final int PARTITIONS = 4;
    /** One in each partition. */
    private static final List<String> MINERS = List.of("f01000", "f01001", "f01002", "f01003");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path home = Path.of("");

    private final KafkaTestCluster kafka = KafkaTestCluster.shared();
    private final KafkaClients clients = kafka.clients();
    private final Serdes serdes = clients.serdes();
    private final CompletableFuture<String> dead = new CompletableFuture<>();

    @BeforeEach
    void topics() {
        kafka.reset();
        try (Admin admin = clients.admin("test")) {
            TopicAdmin topics = new TopicAdmin(admin, clients.settings());
            await().atMost(PATIENCE).ignoreExceptionsInstanceOf(TopicRefusedException.class)
                    .untilAsserted(() -> topics.ensure(Topics.ALL));
        }
        serdes.prepare(Topics.ALL);
    }

    @AfterEach
    void close() {
        serdes.close();
    }

    private static HostPort server(int number) {
        return new HostPort("127.0.0.1", number);
    }

    private StreamsRuntime start(int number) {
        return start("pair-" + number, number, dead);
    }

    private StreamsRuntime start(String name, int number, CompletableFuture<String> dead) {
        StreamsSettings settings = new StreamsSettings("pair", name, kafka.bootstrap(),
                home.resolve("state-" + number),
                StoreKind.DISK, 1, Duration.ofMillis(5), Duration.ofMillis(5), Duration.ofSeconds(2), 1,
                server(number).toString(), 1,
                Duration.ofSeconds(30), Map.of());
        StreamsRuntime runtime = new StreamsRuntime(settings, clients, serdes, new Cluster("devnet", "genesis", PARTITIONS, 1));
        runtime.start(dead::complete);
        return runtime;
    }

    private void setPolicies() {
        try (Producer<String, SpecificRecord> producer = clients.producer("test", new StringSerializer(), serdes.encoder())) {
            for (String miner : MINERS) {
                var _ = producer.send(new ProducerRecord<>(Topics.MINER_COMMAND.name(), miner,
                        new SetPolicy(new Request("operator", 1L, 0, 0L), miner,
                                Policies.single(100, Sealing.ON_DEMAND, "1").build())));
            }
            producer.flush();
        }
    }

    private static List<String> held(StreamsRuntime runtime) {
        return runtime.queries().miners().stream().map(MinerView::miner).sorted().toList();
    }

    private static boolean holdsAll(StreamsRuntime runtime) {
        return held(runtime).equals(MINERS);
    }

    @Test
    void shouldEndWhenAnotherProcessTakesItsName() {
        CompletableFuture<String> end = new CompletableFuture<>();
        try (StreamsRuntime first = start("pair-1", 1, end)) {
            await().atMost(PATIENCE).until(() -> first.health().status() == Status.UP);
            try (StreamsRuntime second = start("pair-1", 2, dead)) {
                await().atMost(PATIENCE).until(end::isDone);
                assertThat(end.join()).contains("pair-1").contains("streams.instance-id");
                await().atMost(PATIENCE).until(() -> second.health().status() == Status.UP);
            }
        }
        assertThat(dead).isNotDone();
    }

    @Test
    void shouldShareThePartitionsAndTakeThemOver() {
        StreamsRuntime first = start(1);
        try (StreamsRuntime second = start(2)) {
            setPolicies();
            await().atMost(PATIENCE).ignoreExceptionsInstanceOf(StoresNotReady.class)
                    .untilAsserted(
                            () -> assertThat(Stream.of(first, second).flatMap(each -> held(each).stream()).sorted().toList())
                                    .isEqualTo(MINERS));
            assertThat(held(first)).as("the first one's share").isNotEmpty().hasSizeLessThan(PARTITIONS);
            assertThat(first.peers()).containsExactly(server(2));
            assertThat(second.peers()).containsExactly(server(1));

            first.close();
            await().atMost(PATIENCE).ignoreExceptionsInstanceOf(StoresNotReady.class).until(() -> holdsAll(second));
            assertThat(second.peers()).isEmpty();
            assertThat(second.health().status()).isEqualTo(Status.UP);
        } finally {
            first.close();
        }
        assertThat(dead).isNotDone();
    }
}
