package io.sealstream.manager.edge.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sealstream.devnet.testing.KafkaTestCluster;
import io.sealstream.rpc.JsonRpcClient;
import io.sealstream.rpc.JsonRpcSocket;
import io.sealstream.rpc.RpcClientOptions;
import io.sealstream.schemas.Decoded;
import io.sealstream.schemas.Serdes;
import io.sealstream.schemas.Topic;
import io.sealstream.schemas.Topics;
import io.sealstream.schemas.avro.ChainHead;
import io.sealstream.schemas.avro.DrawRandomness;
import io.sealstream.schemas.avro.RandomnessDrawn;
import io.sealstream.schemas.avro.RandomnessPurpose;
import io.sealstream.schemas.kafka.KafkaClients;
import io.sealstream.schemas.kafka.TopicAdmin;
import io.sealstream.schemas.kafka.TopicRefusedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The chain edge on a real broker, with a chain node over real HTTP and WebSocket. */
class ChainEdgeKafkaTest {
    private static final int PARTITIONS = 4;
    private static final String RANDOM = '"' + Base64.getEncoder().encodeToString(new byte[32]) + '"';

    private final KafkaTestCluster kafka = KafkaTestCluster.shared();
    private final KafkaClients clients = kafka.clients();
    private final Serdes serdes = clients.serdes();
    private final FakeChain chain = new FakeChain("ChainHead", "ChainGetTipSetByHeight", "StateNetworkName",
            "StateGetRandomnessFromTickets");
    private final JsonRpcSocket socket = JsonRpcClient.webSocket(chain.vertx(),
            RpcClientOptions.of(chain.url(), Optional.empty()));
    private final EdgeState state = new EdgeState();
    private final List<ChainEdge> edges = new ArrayList<>();

    @BeforeEach
    void topics() {
        kafka.reset();
        try (Admin admin = clients.admin("test")) {
            TopicAdmin topics = new TopicAdmin(admin, clients.settings());
            // A topic just created may not be listed at once.
            await().atMost(Duration.ofSeconds(20)).ignoreExceptionsInstanceOf(TopicRefusedException.class)
                    .untilAsserted(() -> topics.ensure(Topics.ALL));
        }
        serdes.prepare(Topics.ALL);
        chain.answer("ChainHead", FakeChain.tipset("a", 1000, "g").toString());
        chain.answer("StateNetworkName", "\"devnet\"");
        chain.answer("ChainGetTipSetByHeight", FakeChain.tipset("g", 0, "none").toString());
        chain.answer("StateGetRandomnessFromTickets", RANDOM);
    }

    @AfterEach
    void close() {
        edges.forEach(ChainEdge::close);
        socket.close();
        chain.close();
        serdes.close();
    }

    private ChainEdge start(String instance) {
        ChainEdge.Setup setup = new ChainEdge.Setup("test-chain-edge", instance, Duration.ofSeconds(6), PARTITIONS, 4, 4, 4,
                Duration.ofSeconds(2),
                Duration.ofSeconds(30));
        ChainEdge edge = new ChainEdge(clients, serdes, EdgeParts.nodes(chain, new NotifyFeed(socket)),
                setup, state)
                .start();
        edges.add(edge);
        return edge;
    }

    private void request(String id, int partition) {
        try (Producer<String, SpecificRecord> producer = clients.producer("asker", new StringSerializer(), serdes.encoder())) {
            var _ = producer.send(new ProducerRecord<>(Topics.CHAIN_REQUEST.name(), partition, "f0100" + partition,
                    DrawRandomness.newBuilder().setRequestId(id).setMiner("f0100" + partition).setSector(1L).setValidUntil(0)
                            .setPurpose(RandomnessPurpose.SEAL_TICKET).setEpoch(100).build()));
            producer.flush();
        }
    }

    /** All records of a topic so far. */
    private List<ConsumerRecord<byte[], byte[]>> read(Topic topic) {
        List<TopicPartition> all = IntStream.range(0, PARTITIONS).mapToObj(each -> new TopicPartition(topic.name(), each))
                .toList();
        try (Consumer<byte[], byte[]> consumer = clients.consumer("test-reader", Optional.empty())) {
            consumer.assign(all);
            consumer.seekToBeginning(all);
            Map<TopicPartition, Long> ends = consumer.endOffsets(all);
            List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
            while (all.stream().anyMatch(each -> consumer.position(each) < ends.getOrDefault(each, 0L))) {
                consumer.poll(Duration.ofMillis(100)).forEach(records::add);
            }
            return records;
        }
    }

    private SpecificRecord value(ConsumerRecord<byte[], byte[]> record) {
        return ((Decoded.Value) serdes.decoder().read(record)).record();
    }

    private List<ChainHead> heads(Topic topic, int partition) {
        return read(topic).stream().filter(each -> each.partition() == partition).map(each -> (ChainHead) value(each)).toList();
    }

    @Test
    void shouldAnswerRequestsOfAllPartitionsAndCommitThem() throws Exception {
        start("edge-1");
        for (int i = 0; i < PARTITIONS; i++) {
            request("r" + i, i);
        }
        await().atMost(Duration.ofSeconds(30)).until(() -> read(Topics.CHAIN_RESULT).size() == PARTITIONS);
        ConsumerRecord<byte[], byte[]> result = read(Topics.CHAIN_RESULT).stream().filter(each -> each.partition() == 2)
                .findFirst().orElseThrow();
        assertThat(new String(result.key(), java.nio.charset.StandardCharsets.UTF_8)).as("actor id modulo N").isEqualTo("f01002");
        assertThat(value(result)).isInstanceOfSatisfying(RandomnessDrawn.class,
                drawn -> assertThat(drawn.getRequestId()).isEqualTo("r2"));
        try (Admin admin = clients.admin("test")) {
            await().atMost(Duration.ofSeconds(10)).until(() -> {
                Map<TopicPartition, OffsetAndMetadata> offsets = admin.listConsumerGroupOffsets("test-chain-edge")
                        .partitionsToOffsetAndMetadata()
                        .get();
                return offsets.size() == PARTITIONS && offsets.values().stream().allMatch(each -> each.offset() == 1);
            });
        }
    }

    @Test
    void shouldWriteEachHeadOnceToEveryPartitionOfBothTopicsAndContinueAfterARestart() {
        ChainEdge first = start("edge-1");
        await().atMost(Duration.ofSeconds(30)).until(() -> read(Topics.MESSAGE_HEAD).size() == PARTITIONS);
        chain.notifyListeners(List.of(FakeChain.change("apply", FakeChain.tipset("b", 1001, "a"))));
        await().atMost(Duration.ofSeconds(30)).until(() -> read(Topics.MESSAGE_HEAD).size() == 2 * PARTITIONS);
        for (int i = 0; i < PARTITIONS; i++) {
            assertThat(heads(Topics.MINER_HEAD, i)).extracting(ChainHead::getSequence).containsExactly(1L, 2L);
            assertThat(heads(Topics.MESSAGE_HEAD, i)).extracting(ChainHead::getEpoch).containsExactly(1000L, 1001L);
        }
        edges.remove(first);
        first.close();
        chain.answer("ChainHead", FakeChain.tipset("c", 1002, "b").toString());
        chain.answer("ChainGetTipSetByHeight", params -> switch (params.get(0).asInt()) {
            case 0 -> FakeChain.tipset("g", 0, "none");
            case 1001 -> FakeChain.tipset("b", 1001, "a");
            default -> FakeChain.tipset("a", 1000, "g");
        });
        start("edge-1");
        await().atMost(Duration.ofSeconds(30)).until(() -> heads(Topics.MINER_HEAD, 3).size() == 3);
        assertThat(heads(Topics.MINER_HEAD, 3).getLast().getSequence()).isEqualTo(3);
        assertThat(heads(Topics.MINER_HEAD, 3).getLast().getRevertedTo()).isNull();
    }

    @Test
    void shouldMoveWhatItCannotReadToDeadLetterAndGoOn() {
        start("edge-1");
        try (Producer<byte[], byte[]> producer = clients.producer("vandal", new ByteArraySerializer(),
                new ByteArraySerializer())) {
            var _ = producer.send(new ProducerRecord<>(Topics.CHAIN_REQUEST.name(), 1, new byte[]{ 1},
                    "not avro".getBytes(java.nio.charset.StandardCharsets.UTF_8)));
            producer.flush();
        }
        request("after", 1);
        await().atMost(Duration.ofSeconds(30)).until(() -> read(Topics.CHAIN_RESULT).size() == 1);
        assertThat(read(Topics.DEAD_LETTER)).singleElement().satisfies(each -> assertThat(each.partition()).isEqualTo(1));
    }

    /** Compressed they are short enough for the topic of requests; what answers them is not short enough for any. */
    @Test
    void shouldMoveRequestsThatNoRecordCanAnswerToDeadLetterAndGoOn() throws Exception {
        start("edge-1");
        DrawRandomness request = DrawRandomness.newBuilder().setRequestId("r".repeat(3_000_000)).setMiner("f01001").setSector(1L)
                .setValidUntil(0).setPurpose(RandomnessPurpose.SEAL_TICKET).setEpoch(100).build();
        Headers headers = new RecordHeaders();
        byte[] value = serdes.encoder().serialize(Topics.CHAIN_REQUEST.name(), headers, request);
        Map<String, Object> config = Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, clients.settings().bootstrap(),
                ProducerConfig.COMPRESSION_TYPE_CONFIG, "gzip", ProducerConfig.MAX_REQUEST_SIZE_CONFIG, 64 << 20);
        try (Producer<byte[], byte[]> producer = new KafkaProducer<>(config, new ByteArraySerializer(),
                new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(Topics.CHAIN_REQUEST.name(), 1, new byte[]{ 1}, value, headers)).get();
            producer.send(new ProducerRecord<>(Topics.CHAIN_REQUEST.name(), 1, new byte[3_000_000], new byte[3_000_000])).get();
        }
        request("after", 1);
        await().atMost(Duration.ofSeconds(30)).until(() -> read(Topics.CHAIN_RESULT).size() == 1);
        await().atMost(Duration.ofSeconds(30)).until(() -> read(Topics.DEAD_LETTER).size() == 2);
        try (Admin admin = clients.admin("test")) {
            await().atMost(Duration.ofSeconds(10)).until(() -> admin.listConsumerGroupOffsets("test-chain-edge")
                    .partitionsToOffsetAndMetadata().get().entrySet().stream()
                    .anyMatch(each -> each.getKey().partition() == 1 && each.getValue().offset() == 3));
        }
    }
}
