package io.sealstream.manager.topology;

import static org.awaitility.Awaitility.await;

import io.sealstream.filecoin.Address;
import io.sealstream.manager.app.StreamsRuntime;
import io.sealstream.manager.app.StreamsSettings;
import io.sealstream.manager.query.ManagerQueries;
import io.sealstream.schemas.Decoded;
import io.sealstream.schemas.Partitions;
import io.sealstream.schemas.Serdes;
import io.sealstream.schemas.Topic;
import io.sealstream.schemas.Topics;
import io.sealstream.schemas.avro.ChainHead;
import io.sealstream.schemas.avro.Cluster;
import io.sealstream.schemas.avro.ReadDigest;
import io.sealstream.schemas.avro.Reply;
import io.sealstream.schemas.avro.Request;
import io.sealstream.schemas.kafka.AdminCalls;
import io.sealstream.schemas.kafka.KafkaClients;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** The real stream application on a real broker; each record given is followed until everything it led to is done. */
final class KafkaManager implements RunningManager, AutoCloseable {
    static final int PARTITIONS = 4;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration POLL = Duration.ofMillis(10);

    final StreamsSettings settings;
    final CompletableFuture<String> dead = new CompletableFuture<>();
    private final KafkaClients clients;
    private final Serdes serdes;
    private final Admin admin;
    private final Producer<String, SpecificRecord> producer;
    private final Consumer<byte[], byte[]> consumer;
    private final List<TopicPartition> watched;
    private final Map<TopicPartition, Long> last = new HashMap<>();
    private final List<Out> all = new ArrayList<>();
    private @Nullable StreamsRuntime runtime;
    private long headSequence;
    private long questions;

    KafkaManager(KafkaClients clients, Serdes serdes, String application, Path stateDir) {
        this.clients = clients;
        this.serdes = serdes;
        this.settings = new StreamsSettings(application, application + "-1", clients.settings().bootstrap(), stateDir,
                StreamsSettings.StoreKind.DISK, 1, Duration.ofMillis(5), Duration.ofMillis(5), Duration.ofSeconds(6), 0,
                "127.0.0.1:1", 1, Duration.ofMinutes(10), Map.of());
        this.admin = clients.admin("world");
        this.producer = clients.producer("world", new StringSerializer(), serdes.encoder());
        this.consumer = clients.consumer("world", Optional.empty());
        this.watched = Topics.ALL.stream().filter(topic -> !topic.events() && topic.keys() != Topic.KeyKind.SINGLE)
                .flatMap(topic -> IntStream.range(0, PARTITIONS).mapToObj(p -> new TopicPartition(topic.name(), p))).toList();
        consumer.assign(watched);
        consumer.seekToBeginning(watched);
    }

    void start() {
        runtime = new StreamsRuntime(settings, clients, serdes, new Cluster("devnet", "genesis", PARTITIONS, 1));
        runtime.start(dead::complete);
        await().atMost(PATIENCE).ignoreExceptionsInstanceOf(ManagerQueries.StoresNotReady.class)
                .until(() -> queries().head() != null);
    }

    void stop() {
        Objects.requireNonNull(runtime).close();
        runtime = null;
    }

    @Override
    public List<Out> pipe(Topic topic, String key, SpecificRecord record) {
        send(topic, Partitions.partitionFor(topic, key, PARTITIONS), key, record);
        return quiet();
    }

    private void send(Topic topic, int partition, @Nullable String key, SpecificRecord record) {
        var _ = producer.send(new ProducerRecord<>(topic.name(), partition, key, record));
    }

    @Override
    public List<Out> head(long epoch, @Nullable Long revertedTo) {
        ChainHead head = ChainHead.newBuilder().setSequence(++headSequence).setEpoch(epoch).setTipset(List.of("tipset-" + epoch))
                .setBaseFee("100").setTimestamp(epoch * 30).setRevertedTo(revertedTo).build();
        for (int p = 0; p < PARTITIONS; p++) {
            send(Topics.MESSAGE_HEAD, p, null, head);
            send(Topics.MINER_HEAD, p, null, head);
        }
        return quiet();
    }

    /** Reads until every record was taken and all that left because of it was read too. */
    List<Out> quiet() {
        producer.flush();
        List<Out> fresh = new ArrayList<>();
        await().atMost(PATIENCE).pollInterval(POLL).pollInSameThread().until(() -> {
            boolean more = read(fresh);
            return !more && isAllTaken();
        });
        all.addAll(fresh);
        return fresh;
    }

    /** Reads to the end of what is written, open transactions included. */
    private boolean read(List<Out> fresh) {
        var ends = AdminCalls
                .await(admin.listOffsets(watched.stream().collect(Collectors.toMap(p -> p, p -> OffsetSpec.latest())),
                        new ListOffsetsOptions(IsolationLevel.READ_UNCOMMITTED)).all(), "ends");
        boolean more = false;
        while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue().offset())) {
            for (ConsumerRecord<byte[], byte[]> raw : consumer.poll(POLL)) {
                last.put(new TopicPartition(raw.topic(), raw.partition()), raw.offset());
                SpecificRecord record = serdes.decoder().read(raw) instanceof Decoded.Value(SpecificRecord value) ? value : null;
                fresh.add(new Out(raw.topic(), raw.key() == null ? "" : new String(raw.key(), StandardCharsets.UTF_8), record));
                more = true;
            }
        }
        return more;
    }

    private boolean isAllTaken() {
        var taken = AdminCalls.await(admin.listConsumerGroupOffsets(settings.applicationId()).partitionsToOffsetAndMetadata(),
                "offsets");
        List<String> sources = ManagerTopology.sources().stream().map(Topic::name).toList();
        return last.entrySet().stream().filter(e -> sources.contains(e.getKey().topic()))
                .allMatch(e -> taken.containsKey(e.getKey()) && taken.get(e.getKey()).offset() > e.getValue());
    }

    @Override
    public <T extends SpecificRecord> List<T> left(Class<T> type) {
        return all.stream().map(Out::record).filter(type::isInstance).map(type::cast).toList();
    }

    @Override
    public ManagerQueries queries() {
        return Objects.requireNonNull(runtime).queries();
    }

    /** What the manager answers to the question for a digest. */
    String digest(String log) {
        Topic topic = Address.parse(log).isKey() ? Topics.MESSAGE_COMMAND : Topics.MINER_COMMAND;
        List<Out> left = pipe(topic, log, new ReadDigest(new Request("digest", ++questions, 0, 0L), log));
        return left.stream().map(Out::record).filter(Reply.class::isInstance).map(Reply.class::cast).findFirst().orElseThrow()
                .getValue();
    }

    /** What the changelogs hold now: by store, then by partition and key. */
    Map<String, Map<String, String>> changelogs() {
        Map<String, Map<String, String>> stores = new TreeMap<>();
        try (Consumer<byte[], byte[]> reader = clients.consumer("changelogs", Optional.empty())) {
            for (String store : List.of("miners", "sectors", "proving", "sector-history", "miner-positions", "miner-timers",
                    "miner-head",
                    "lanes", "messages", "lane-positions", "lane-timers", "lane-head", "nodes")) {
                stores.put(store, changelog(reader, ManagerTopology.changelog(settings.applicationId(), store)));
            }
        }
        return stores;
    }

    private static Map<String, String> changelog(Consumer<byte[], byte[]> reader, String topic) {
        List<TopicPartition> places = IntStream.range(0, PARTITIONS).mapToObj(p -> new TopicPartition(topic, p)).toList();
        reader.assign(places);
        reader.seekToBeginning(places);
        Map<TopicPartition, Long> ends = reader.endOffsets(places);
        Map<String, String> entries = new TreeMap<>();
        while (places.stream().anyMatch(place -> reader.position(place) < ends.getOrDefault(place, 0L))) {
            for (ConsumerRecord<byte[], byte[]> raw : reader.poll(POLL)) {
                String key = raw.partition() + ":" + new String(raw.key(), StandardCharsets.UTF_8);
                if (raw.value() == null) {
                    entries.remove(key);
                } else {
                    entries.put(key, new String(raw.value(), StandardCharsets.ISO_8859_1));
                }
            }
        }
        return entries;
    }

    @Override
    public void close() {
        if (runtime != null) {
            runtime.close();
        }
        producer.close();
        consumer.close();
        admin.close();
    }
}
