package io.sealstream.manager.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.sealstream.devnet.testing.KafkaTestCluster;
import io.sealstream.filecoin.ActorId;
import io.sealstream.filecoin.BitField;
import io.sealstream.manager.Policies;
import io.sealstream.manager.app.StreamsSettings.StoreKind;
import io.sealstream.manager.query.ManagerQueries.StoresNotReady;
import io.sealstream.manager.query.MinerView;
import io.sealstream.manager.topology.Stores;
import io.sealstream.schemas.Decoded;
import io.sealstream.schemas.Partitions;
import io.sealstream.schemas.Serdes;
import io.sealstream.schemas.Topic;
import io.sealstream.schemas.Topics;
import io.sealstream.schemas.avro.Cluster;
import io.sealstream.schemas.avro.DeadLetter;
import io.sealstream.schemas.avro.MinerRead;
import io.sealstream.schemas.avro.ReadMiner;
import io.sealstream.schemas.avro.Reply;
import io.sealstream.schemas.avro.Request;
import io.sealstream.schemas.avro.Sealing;
import io.sealstream.schemas.avro.SetPolicy;
import io.sealstream.schemas.kafka.KafkaClients;
import io.sealstream.schemas.kafka.TopicAdmin;
import io.sealstream.schemas.kafka.TopicRefusedException;
import io.sealstream.schemas.runtime.HealthState;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The stream application on a real broker: exactly once, over a restart with empty stores, with queries. */
class StreamsRuntimeKafkaTest {
    private static final int PARTITIONS = 4;
    private static final String MINER = "f01002";
    private static final String WORKER = "f3sg22lqqjewwczqcs2cjr3zp6htctbovwugzzut2nkvb366wzn5tp2zkfvu5xrfqhreowiryxump7l5e6jaaq";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

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
            await().atMost(PATIENCE).ignoreExceptionsInstanceOf(TopicRefusedException.class)
                    .untilAsserted(() -> topics.ensure(Topics.ALL));
        }
        serdes.prepare(Topics.ALL);
    }

    @AfterEach
    void close() {
        serdes.close();
    }

    private StreamsRuntime start(String application, String stateDir, CompletableFuture<String> dead) {
        return start(application, stateDir, dead, UnaryOperator.identity());
    }

    private StreamsRuntime start(String application, String stateDir, CompletableFuture<String> dead,
            UnaryOperator<Topology> release) {
        StreamsSettings settings = new StreamsSettings(application, application + "-1", clients.settings().bootstrap(),
                home.resolve(stateDir), StoreKind.DISK, 1, Duration.ofMillis(5), Duration.ofMillis(5), Duration.ofSeconds(6), 0,
                "127.0.0.1:1", 1,
                Duration.ofSeconds(30), Map.of());
        StreamsRuntime runtime = new StreamsRuntime(settings, clients, serdes, new Cluster("devnet", "genesis", PARTITIONS, 1),
                release);
        runtime.start(dead::complete);
        await().atMost(PATIENCE).ignoreExceptionsInstanceOf(StoresNotReady.class).until(() -> runtime.queries().head().isEmpty());
        return runtime;
    }

    private void send(Topic topic, SpecificRecord record) {
        int partition = Partitions.partitionFor(topic, MINER, PARTITIONS);
        try (Producer<String, SpecificRecord> producer = clients.producer("test", new StringSerializer(), serdes.encoder())) {
            var _ = producer.send(new ProducerRecord<>(topic.name(), partition, MINER, record));
            producer.flush();
        }
    }

    private <T extends SpecificRecord> List<T> read(Topic topic, Class<T> type) {
        List<TopicPartition> all = IntStream.range(0, PARTITIONS).mapToObj(p -> new TopicPartition(topic.name(), p)).toList();
        try (Consumer<byte[], byte[]> consumer = clients.consumer("test-reader", Optional.empty())) {
            consumer.assign(all);
            consumer.seekToBeginning(all);
            Map<TopicPartition, Long> ends = consumer.endOffsets(all);
            List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
            while (all.stream().anyMatch(each -> consumer.position(each) < ends.getOrDefault(each, 0L))) {
                consumer.poll(Duration.ofMillis(100)).forEach(records::add);
            }
            return records.stream().map(serdes.decoder()::read).filter(Decoded.Value.class::isInstance)
                    .map(d -> ((Decoded.Value) d).record()).filter(type::isInstance).map(type::cast).toList();
        }
    }

    private static SetPolicy policy(long number) {
        return new SetPolicy(new Request("operator", number, 0, 0L), MINER, Policies.single(100, Sealing.ON_DEMAND, "1").build());
    }

    @Test
    void shouldAnswerOnceAndKeepItsStateOverARestartWithEmptyStores() {
        CompletableFuture<String> dead = new CompletableFuture<>();
        try (StreamsRuntime runtime = start("restarted", "first", dead)) {
            send(Topics.MINER_COMMAND, policy(1));
            await().atMost(PATIENCE).until(() -> !read(Topics.CHAIN_REQUEST, ReadMiner.class).isEmpty());
            ReadMiner asked = read(Topics.CHAIN_REQUEST, ReadMiner.class).getFirst();
            send(Topics.CHAIN_RESULT, new MinerRead(asked.getRequestId(), MINER, WORKER, WORKER, List.of(), 2048L, 10, 600L, 7,
                    ByteBuffer.wrap(BitField.EMPTY.toRle()), "0", "0", 1000L, List.of("tipset")));
            await().atMost(PATIENCE).until(() -> sequence(runtime) == 3);
            assertThat(runtime.health().status()).isEqualTo(HealthState.Status.UP);
        }

        try (StreamsRuntime runtime = start("restarted", "second", dead)) {
            MinerView restored = runtime.queries().miner(ActorId.parse(MINER)).orElseThrow();
            assertThat(restored.sequence()).isEqualTo(3);
            assertThat(restored.waitingFor()).isEmpty();
            send(Topics.MINER_COMMAND, policy(1));
            await().atMost(PATIENCE).until(() -> read(Topics.REPLY, Reply.class).size() == 2);
            assertThat(read(Topics.REPLY, Reply.class)).allSatisfy(r -> assertThat(r.getOk()).isTrue());
            assertThat(sequence(runtime)).isEqualTo(3);
        }
        assertThat(dead).isNotDone();
    }

    @Test
    void shouldKeepWhatItCannotReadAndGoOn() {
        CompletableFuture<String> dead = new CompletableFuture<>();
        try (StreamsRuntime runtime = start("unreadable", "state", dead)) {
            try (Producer<byte[], byte[]> producer = clients.producer("garbage", new ByteArraySerializer(),
                    new ByteArraySerializer())) {
                var _ = producer.send(new ProducerRecord<>(Topics.MINER_COMMAND.name(), 2, MINER.getBytes(StandardCharsets.UTF_8),
                        new byte[]{ 9}));
                producer.flush();
            }
            send(Topics.MINER_COMMAND, policy(1));
            await().atMost(PATIENCE).until(() -> sequence(runtime) == 2);
            assertThat(read(Topics.DEAD_LETTER, DeadLetter.class)).singleElement()
                    .satisfies(l -> assertThat(l.getTopic()).isEqualTo(Topics.MINER_COMMAND.name()));
        }
        assertThat(dead).isNotDone();
    }

    private static long sequence(StreamsRuntime runtime) {
        return runtime.queries().miner(ActorId.parse(MINER)).map(MinerView::sequence).orElse(0L);
    }

    /** A later release: one store more beside the miners, and one topic more that the same processor's sub-topology reads. */
    private static Topology grown(Topology topology) {
        topology.addSource("news-source", new ByteArrayDeserializer(), new ByteArrayDeserializer(), "news");
        topology.addProcessor("news", () -> new Processor<byte[], byte[], Void, Void>() {
            private @Nullable ProcessorContext<Void, Void> context;

            @Override
            public void init(ProcessorContext<Void, Void> opened) {
                context = opened;
            }

            @Override
            public void process(Record<byte[], byte[]> record) {
                KeyValueStore<String, byte[]> miners = Objects.requireNonNull(context).getStateStore(Stores.MINERS.store());
                KeyValueStore<String, byte[]> news = Objects.requireNonNull(context).getStateStore("news-seen");
                news.put("miner", Objects.requireNonNull(miners.get(MINER)));
            }
        }, "news-source");
        topology.addStateStore(org.apache.kafka.streams.state.Stores.keyValueStoreBuilder(
                org.apache.kafka.streams.state.Stores.persistentKeyValueStore("news-seen"),
                org.apache.kafka.common.serialization.Serdes.String(), org.apache.kafka.common.serialization.Serdes.ByteArray()),
                "news");
        topology.connectProcessorAndStateStores("news", Stores.MINERS.store());
        return topology;
    }

    @Test
    void shouldKeepItsHomeWhenAnUpgradeAddsAStoreAndATopic() throws Exception {
        CompletableFuture<String> dead = new CompletableFuture<>();
        try (StreamsRuntime runtime = start("grown", "home", dead)) {
            send(Topics.MINER_COMMAND, policy(1));
            await().atMost(PATIENCE).until(() -> sequence(runtime) == 2);
        }
        // Once more, so that its local stores are known to belong to its changelogs and are kept.
        start("grown", "home", dead).close();
        try (Admin admin = clients.admin("test"); Producer<byte[], byte[]> producer = clients.producer("news")) {
            admin.createTopics(List.of(new NewTopic("news", PARTITIONS, (short) 1))).all().get();
            producer.send(new ProducerRecord<>("news", 2, null, new byte[]{ 1})).get();
        }
        try (StreamsRuntime runtime = start("grown", "home", dead, StreamsRuntimeKafkaTest::grown)) {
            assertThat(sequence(runtime)).isEqualTo(2);
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(ends("grown-news-seen-changelog")).isPositive());
            send(Topics.MINER_COMMAND, policy(1));
            send(Topics.MINER_COMMAND, policy(2));
            await().atMost(PATIENCE).until(() -> read(Topics.REPLY, Reply.class).size() == 3);
            assertThat(read(Topics.REPLY, Reply.class)).allSatisfy(r -> assertThat(r.getOk()).isTrue());
            assertThat(sequence(runtime)).isEqualTo(4);
        }
        assertThat(dead).isNotDone();
    }

    private long ends(String topic) {
        try (Consumer<byte[], byte[]> consumer = clients.consumer("test-ends", Optional.empty())) {
            List<TopicPartition> all = IntStream.range(0, PARTITIONS).mapToObj(p -> new TopicPartition(topic, p)).toList();
            return consumer.endOffsets(all).values().stream().mapToLong(Long::longValue).sum();
        }
    }

    @Test
    void shouldRefuseAChangelogThatCouldLoseState() throws Exception {
        CompletableFuture<String> dead = new CompletableFuture<>();
        start("loose", "first", dead).close();
        String changelog = "loose-sectors-changelog";
        try (Admin admin = clients.admin("test")) {
            admin.incrementalAlterConfigs(Map.of(new ConfigResource(ConfigResource.Type.TOPIC, changelog),
                    List.of(new AlterConfigOp(new ConfigEntry("cleanup.policy", "delete"), AlterConfigOp.OpType.SET)))).all()
                    .get();
        }
        assertThatThrownBy(() -> start("loose", "second", dead)).isInstanceOf(TopicRefusedException.class)
                .hasMessageContaining(changelog);
    }
}
