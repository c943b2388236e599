package io.sealstream.node.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sealstream.devnet.testing.KafkaTestCluster;
import io.sealstream.filecoin.Cid;
import io.sealstream.filecoin.SectorId;
import io.sealstream.node.config.NodeConfig;
import io.sealstream.node.config.ProofsConfig;
import io.sealstream.node.domain.Outcome;
import io.sealstream.node.domain.Result;
import io.sealstream.node.fixture.TestNode;
import io.sealstream.node.fixture.TestTasks;
import io.sealstream.node.journal.Journal;
import io.sealstream.node.stores.Holder;
import io.sealstream.node.stores.HomeCluster;
import io.sealstream.node.stores.StoreSpec;
import io.sealstream.node.stores.StoreSpec.Kind;
import io.sealstream.node.tasks.Engines;
import io.sealstream.proofs.scripted.Script;
import io.sealstream.proofs.scripted.ScriptedProofEngine;
import io.sealstream.schemas.Decoded;
import io.sealstream.schemas.Partitions;
import io.sealstream.schemas.Serdes;
import io.sealstream.schemas.Topic;
import io.sealstream.schemas.Topics;
import io.sealstream.schemas.avro.AggregateMember;
import io.sealstream.schemas.avro.AggregateResult;
import io.sealstream.schemas.avro.AggregateTask;
import io.sealstream.schemas.avro.Cluster;
import io.sealstream.schemas.avro.DeadLetter;
import io.sealstream.schemas.avro.FailureLevel;
import io.sealstream.schemas.avro.NodeStatus;
import io.sealstream.schemas.avro.NodeTask;
import io.sealstream.schemas.avro.PrepareResult;
import io.sealstream.schemas.avro.PrepareWork;
import io.sealstream.schemas.avro.RefusedMember;
import io.sealstream.schemas.avro.Reply;
import io.sealstream.schemas.avro.RequestSector;
import io.sealstream.schemas.avro.TaskFailed;
import io.sealstream.schemas.avro.TaskRef;
import io.sealstream.schemas.config.HostPort;
import io.sealstream.schemas.kafka.ClusterGuard;
import io.sealstream.schemas.kafka.ClusterRecord;
import io.sealstream.schemas.kafka.KafkaClients;
import io.sealstream.schemas.kafka.TopicAdmin;
import io.sealstream.schemas.kafka.TopicRefusedException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jspecify.annotations.Nullable;

/** A whole node with scripted proofs on a real Kafka; the test plays the manager. */
class NodeOnKafkaIT {
    private static final int N = 4;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path home;
    private KafkaClients clients;
    private Serdes serdes;
    private Producer<byte[], byte[]> producer;
    private final List<Result> throughSeam = new CopyOnWriteArrayList<>();
    private NodeApp app;

    @BeforeEach
    void open() throws Exception {
        Awaitility.setDefaultTimeout(PATIENCE);
        KafkaTestCluster cluster = KafkaTestCluster.shared();
        cluster.reset();
        clients = cluster.clients();
        serdes = clients.serdes();
        try (Admin admin = clients.admin("test")) {
            // Right after a topic is made or deleted, the broker's metadata may still be that of before.
            await().ignoreException(TopicRefusedException.class)
                    .untilAsserted(() -> new TopicAdmin(admin, clients.settings()).ensure(Topics.ALL));
        }
        new ClusterGuard(clients, serdes, InstantSource.system())
                .claim(new Cluster("devnet", "bafy2bzaceaa", N, ClusterRecord.FORMAT));
        producer = clients.producer("test");
        Holder.init(home.resolve("scratch"), TestNode.SCRATCH);
        Holder.init(home.resolve("long-term"), TestNode.LONG_TERM);
        app = start(new Seams(engines -> engines, sink -> result -> {
            throughSeam.add(result);
            sink.publish(result);
        }));
    }

    private NodeApp start(Seams seams) throws Exception {
        NodeApp started = NodeApp.start(config(), Engines.of(new ScriptedProofEngine(new Script())), seams);
        started.ready().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        return started;
    }

    private NodeConfig config() {
        return new NodeConfig(clients.settings(), "devnet", new HostPort("127.0.0.1", 0),
                new NodeConfig.Own(TestNode.NAME, home.resolve("node"), List.of(TestTasks.MINER), true, true,
                        Duration.ofMillis(200), Duration.ofMillis(500), true),
                List.of(new StoreSpec(TestNode.SCRATCH, Kind.SCRATCH, home.resolve("scratch")),
                        new StoreSpec(TestNode.LONG_TERM, Kind.LONG_TERM, home.resolve("long-term"))),
                Map.of(), new ProofsConfig(home, 1, Duration.ofSeconds(10), true, List.of(2048L), List.of(),
                        Map.of()));
    }

    @AfterEach
    void close() {
        app.close();
        producer.close();
        serdes.close();
    }

    @Test
    void shouldTakeATaskAndRepeatItsResultUntilTheTombstone() throws Exception {
        RequestSector request = awaitOne(Topics.NODE_RESULT, RequestSector.class);
        assertThat(request.getStore()).isEqualTo(TestNode.SCRATCH);
        assertThat(request.getMiner()).isEqualTo("f01000");
        send(Topics.REPLY, request.getRequest().getReplyPartition(), null,
                new Reply(TestNode.NAME, request.getRequest().getNumber(), true, "{\"sector\":17}", ""));
        sendTask("f01000/17/PREPARE/1", 5);

        await().untilAsserted(() -> assertThat(read(Topics.NODE_RESULT, PrepareResult.class)).hasSizeGreaterThanOrEqualTo(2));
        PrepareResult result = awaitOne(Topics.NODE_RESULT, PrepareResult.class);
        assertThat(result.getCommD()).isEqualTo(TestTasks.COMM_D.toString());
        assertThat(result.getTask()).isEqualTo(new TaskRef("f01000/17/PREPARE/1", 1, TestNode.NAME));
        assertThat(throughSeam).isNotEmpty().allSatisfy(seen -> assertThat(seen.outcome()).isInstanceOf(Outcome.Prepared.class));
        tombstone("f01000/17/PREPARE/1");

        await().untilAsserted(() -> assertThat(get("/status")).contains("\"tasks\" : [ ]"));
        assertThat(read(Topics.NODE_RESULT, RequestSector.class)).extracting(each -> each.getRequest().getNumber()).containsOnly(
                request.getRequest().getNumber());
    }

    @Test
    void shouldShowItselfInHeartbeatsAndOnItsPages() throws Exception {
        NodeStatus status = awaitOne(Topics.NODE_STATUS, NodeStatus.class);

        assertThat(status.getMiners()).containsExactly("f01000");
        assertThat(status.getEndpoint()).isEqualTo("http://" + app.address());
        assertThat(status.getStores()).extracting(store -> store.getName() + " " + store.getIdle())
                .containsExactly("scratch-1 true", "store-1 false");
        assertThat(get("/healthz")).contains("\"status\":\"UP\"");
        assertThat(get("/metrics")).contains("sealer_node_pool_size{pool=\"c2\"} 1");
        String listed = Files.readString(Path.of("..", "ops", "prometheus", "metrics.tsv"));
        assertThat(
                get("/metrics").lines().filter(line -> line.startsWith("sealer_node")).map(line -> line.replaceAll("[{ ].*", "")))
                .isNotEmpty().allSatisfy(name -> assertThat(listed).contains("sealer-node\t" + name + "\t"));
    }

    @Test
    void shouldPutAsideWhatItCannotReadAndGoOn() throws Exception {
        int partition = Partitions.partitionOfNode(TestNode.NAME, N);
        producer.send(new ProducerRecord<>(Topics.NODE_TASK.name(), partition, bytes(TestNode.NAME + "/bad"), bytes("rubbish")))
                .get();
        sendTask("f01000/18/PREPARE/1", 99);
        sendTask("f01000/17/PREPARE/1", 5);

        assertThat(awaitOne(Topics.NODE_RESULT, PrepareResult.class).getSector()).isEqualTo(17);
        assertThat(awaitOne(Topics.NODE_RESULT, TaskFailed.class).getReason()).contains("unknown seal proof type 99");
        await().untilAsserted(() -> assertThat(read(Topics.DEAD_LETTER, DeadLetter.class)).hasSize(2));
    }

    @Test
    void shouldReportAfterARestartWhatItDidBefore() throws Exception {
        sendTask("f01000/17/PREPARE/1", 5);
        awaitOne(Topics.NODE_RESULT, PrepareResult.class);
        int before = read(Topics.NODE_RESULT, PrepareResult.class).size();
        app.close();

        app = start(Seams.NONE);

        await().untilAsserted(() -> assertThat(read(Topics.NODE_RESULT, PrepareResult.class)).hasSizeGreaterThan(before));
    }

    @Test
    @DisplayName("case 8: the node is pointed at another cluster")
    void shouldKeepItsTasksWhenItMeetsAnotherCluster() throws Exception {
        app.close();
        Files.writeString(home.resolve("node").resolve(HomeCluster.FILE), "devnet bafy2bzaceaa another-kafka");
        try (Journal journal = Journal.open(home.resolve("node"), 0)) {
            journal.taken(TestTasks.prepare(17));
        }

        app = NodeApp.start(config(), Engines.of(new ScriptedProofEngine(new Script())), Seams.NONE);

        assertThat(app.over().get(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .contains("belongs to cluster devnet bafy2bzaceaa another-kafka")
                .contains("correct kafka.bootstrap");
        app.close();
        try (Journal journal = Journal.open(home.resolve("node"), 0)) {
            assertThat(journal.tasks()).extracting(entry -> entry.task().id()).containsExactly(TestTasks.prepare(17).id());
        }
    }

    @Test
    void shouldTakeAnAggregateAndNameItsWrongMember() throws Exception {
        assertThat(awaitOne(Topics.NODE_STATUS, NodeStatus.class).getAggregate()).isTrue();
        sendAggregate("f01000/PROVE_COMMIT/17/1a2b3c4d/1/AGGREGATE/1", 17, 18);

        AggregateResult result = awaitOne(Topics.NODE_RESULT, AggregateResult.class);
        assertThat(result.getTask().getTaskId()).isEqualTo("f01000/PROVE_COMMIT/17/1a2b3c4d/1/AGGREGATE/1");
        assertThat(result.getMiner()).isEqualTo("f01000");
        assertThat(result.getAggregate().remaining()).isZero();
        assertThat(result.getRefused()).extracting(RefusedMember::getSector).containsExactly(17L, 18L);
    }

    @Test
    void shouldRefuseAnAggregateOutOfOrder() throws Exception {
        sendAggregate("f01000/PROVE_COMMIT/17/1a2b3c4d/2/AGGREGATE/1", 18, 17);

        TaskFailed failed = awaitOne(Topics.NODE_RESULT, TaskFailed.class);
        assertThat(failed.getLevel()).isEqualTo(FailureLevel.PERMANENT);
        assertThat(failed.getReason()).contains("members do not ascend: 17 comes after 18");
    }

    /** Members of the right form whose proofs hold for nothing. */
    private void sendAggregate(String taskId, long... numbers) throws Exception {
        List<AggregateMember> members = Arrays.stream(numbers)
                .mapToObj(number -> new AggregateMember(number, Cid.sealed(new byte[32]).toString(), TestTasks.COMM_D.toString(),
                        ByteBuffer.wrap(new byte[32]), ByteBuffer.wrap(new byte[32]), ByteBuffer.wrap(new byte[192])))
                .toList();
        AggregateTask task = new AggregateTask(new TaskRef(taskId, 1, TestNode.NAME), "f01000", TestTasks.TYPE.code(), members);
        send(Topics.NODE_TASK, Partitions.partitionOfNode(TestNode.NAME, N), TestNode.NAME + "/" + taskId, task);
    }

    @Test
    @DisplayName("case 7: two processes with one identity")
    void shouldEndWhenAnotherProcessHasItsName() throws Exception {
        NodeStatus status = awaitOne(Topics.NODE_STATUS, NodeStatus.class);
        send(Topics.NODE_STATUS, Partitions.partitionOfNode(TestNode.NAME, N), TestNode.NAME,
                NodeStatus.newBuilder(status).setIncarnation(status.getIncarnation() + 1).setEndpoint("http://elsewhere")
                        .build());

        assertThat(app.over().get(PATIENCE.toSeconds(), TimeUnit.SECONDS)).contains("another process with the name node-1")
                .contains("http://elsewhere");
    }

    private void sendTask(String taskId, int sealProof) throws Exception {
        long number = SectorId.parse(taskId.substring(0, taskId.indexOf("/PREPARE"))).number();
        NodeTask task = NodeTask.newBuilder().setTask(new TaskRef(taskId, 1, TestNode.NAME)).setMiner("f01000").setSector(number)
                .setWork(new PrepareWork(sealProof, TestNode.SCRATCH, List.of())).build();
        send(Topics.NODE_TASK, Partitions.partitionOfNode(TestNode.NAME, N), TestNode.NAME + "/" + taskId, task);
    }

    private void tombstone(String taskId) throws Exception {
        producer.send(new ProducerRecord<>(Topics.NODE_TASK.name(), Partitions.partitionOfNode(TestNode.NAME, N),
                bytes(TestNode.NAME + "/" + taskId), null)).get();
    }

    private void send(Topic topic, int partition, @Nullable String key, SpecificRecord record) throws Exception {
        producer.send(new ProducerRecord<>(topic.name(), partition, key == null ? null : bytes(key),
                serdes.encoder().serialize(topic.name(), record))).get();
    }

    private <T extends SpecificRecord> T awaitOne(Topic topic, Class<T> type) {
        await().untilAsserted(() -> assertThat(read(topic, type)).isNotEmpty());
        return read(topic, type).getFirst();
    }

    /** All records of that type that the topic holds at this moment. */
    private <T extends SpecificRecord> List<T> read(Topic topic, Class<T> type) {
        List<T> found = new ArrayList<>();
        try (Consumer<byte[], byte[]> consumer = clients.consumer("test", Optional.empty())) {
            List<TopicPartition> all = IntStream.range(0, N).mapToObj(i -> new TopicPartition(topic.name(), i)).toList();
            consumer.assign(all);
            consumer.seekToBeginning(all);
            Map<TopicPartition, Long> ends = consumer.endOffsets(all);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(100)).forEach(record -> {
                    if (serdes.decoder().read(record) instanceof Decoded.Value(SpecificRecord value) && type.isInstance(value)) {
                        found.add(type.cast(value));
                    }
                });
            }
        }
        return found;
    }

    private String get(String path) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(HttpRequest.newBuilder(URI.create("http://" + app.address() + path)).build(),
                    HttpResponse.BodyHandlers.ofString()).body();
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
