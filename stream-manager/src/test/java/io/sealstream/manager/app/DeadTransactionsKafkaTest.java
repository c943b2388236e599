package io.sealstream.manager.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sealstream.devnet.testing.KafkaTestCluster;
import io.sealstream.manager.app.StreamsSettings.StoreKind;
import io.sealstream.schemas.Serdes;
import io.sealstream.schemas.Topics;
import io.sealstream.schemas.avro.Cluster;
import io.sealstream.schemas.kafka.KafkaClients;
import io.sealstream.schemas.kafka.KafkaSettings;
import io.sealstream.schemas.kafka.TopicAdmin;
import io.sealstream.schemas.kafka.TopicRefusedException;
import io.sealstream.schemas.runtime.HealthState.Status;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that died within a transaction must not keep its successor from working. */
class DeadTransactionsKafkaTest {
    private static final int PARTITIONS = 4;
    private static final String APPLICATION = "successor";
    /** Far longer than the test waits: the broker's own timeout is no help. */
    private static final Duration TRANSACTION_TIMEOUT = Duration.ofMinutes(5);
    private static final Duration SESSION = Duration.ofSeconds(2);

    @TempDir
    Path home = Path.of("");

    private final KafkaTestCluster kafka = KafkaTestCluster.shared();
    private final KafkaClients clients = kafka.clients();
    private final Serdes serdes = clients.serdes();

    @BeforeEach
    void topics() {
        kafka.reset();
        try (Admin admin = clients.admin("test")) {
            TopicAdmin topics = new TopicAdmin(admin, clients.settings());
            await().atMost(Duration.ofSeconds(60)).ignoreExceptionsInstanceOf(TopicRefusedException.class)
                    .untilAsserted(() -> topics.ensure(Topics.ALL));
        }
        serdes.prepare(Topics.ALL);
    }

    @AfterEach
    void close() {
        serdes.close();
    }

    /** Leaves a transaction open that holds the places of all tasks of the miner sub-topology, as a killed process does. */
    private void dieWithinATransaction() {
        KafkaSettings usual = clients.settings();
        KafkaClients slow = new KafkaClients(new KafkaSettings(usual.bootstrap(), usual.registry(), true, usual.layout(),
                Map.of("transaction.timeout.ms", Long.toString(TRANSACTION_TIMEOUT.toMillis()))));
        String id = APPLICATION + "-" + UUID.randomUUID() + "-1";
        try (Producer<byte[], byte[]> dead = slow.transactionalProducer(id, new ByteArraySerializer(),
                new ByteArraySerializer());
                Consumer<byte[], byte[]> member = slow.consumer("dead", Optional.of(APPLICATION))) {
            dead.initTransactions();
            dead.beginTransaction();
            var _ = dead.send(new ProducerRecord<>(Topics.CHAIN_REQUEST.name(), 0, new byte[0], new byte[0]));
            dead.sendOffsetsToTransaction(IntStream.range(0, PARTITIONS).boxed().collect(Collectors.toMap(
                    p -> new TopicPartition(Topics.MINER_COMMAND.name(), p), p -> new OffsetAndMetadata(0))),
                    member.groupMetadata());
            dead.flush();
            // Closing at once neither commits nor aborts.
            dead.close(Duration.ZERO);
        }
    }

    /** Under load a living process may be slow; taking its transaction away would only cause the next rebalance. */
    @Test
    void shouldLeaveTheTransactionOfAMemberAlone() {
        String slow = "successor-9f97c9e0-4a50-4e3a-a351-5ca63f28d154-1";
        String dead = "successor-713ecd66-9585-4197-9cb9-45e31c221cd2-1";
        String member = "successor-9f97c9e0-4a50-4e3a-a351-5ca63f28d154-StreamThread-1-consumer";

        assertThat(DeadTransactions.ofNoMember(List.of(slow, dead), List.of(member))).containsExactly(dead);
        assertThat(DeadTransactions.ofNoMember(List.of(slow, dead), List.of())).containsExactly(slow, dead);
    }

    @Test
    void shouldNotWaitForTheTransactionOfADeadProcess() {
        dieWithinATransaction();
        StreamsSettings settings = new StreamsSettings(APPLICATION, APPLICATION + "-2", kafka.bootstrap(), home, StoreKind.MEMORY,
                1, Duration.ofMillis(5), Duration.ofMillis(5), SESSION, 0, "127.0.0.1:1", 1, Duration.ofSeconds(30), Map.of());
        CompletableFuture<String> dead = new CompletableFuture<>();
        try (StreamsRuntime runtime = new StreamsRuntime(settings, clients, serdes,
                new Cluster("devnet", "genesis", PARTITIONS, 1))) {
            runtime.start(dead::complete);
            await().atMost(Duration.ofSeconds(60)).until(() -> runtime.health().status() == Status.UP);
        }
        assertThat(dead).isNotDone();
    }
}
