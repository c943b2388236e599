package io.sealstream.manager.topology;

import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.ProvingSchedule;
import io.sealstream.manager.domain.policy.ChainRules;
import io.sealstream.manager.query.ManagerQueries;
import io.sealstream.schemas.Serdes;
import io.sealstream.schemas.Topic;
import io.sealstream.schemas.Topics;
import io.sealstream.schemas.avro.ChainHead;
import io.sealstream.schemas.avro.ReadDigest;
import io.sealstream.schemas.avro.Reply;
import io.sealstream.schemas.avro.Request;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;

/** The real topology with real serdes in Kafka's test driver, one partition. What leaves is decoded and kept in order. */
final class ManagerDriver implements RunningManager, AutoCloseable {
    static final ChainRules RULES = new ChainRules(ProvingSchedule.STANDARD, 10, 30 * 2880 + 10, 900, 3780, 180 * 2880);

    final Serdes serdes = new Serdes(new TestRegistry(), true);
    final LogAlarm alarm = new LogAlarm();
    final List<Out> all = new ArrayList<>();
    /** Records of the event topics as they would stand there. */
    final List<ConsumerRecord<byte[], byte[]>> events = new ArrayList<>();
    private final TopologyTestDriver driver;
    private final Map<String, TestInputTopic<byte[], byte[]>> inputs = new TreeMap<>();
    private final Map<String, TestOutputTopic<byte[], byte[]>> outputs = new TreeMap<>();
    private long headSequence;

    ManagerDriver(Path state) {
        ManagerTopology.Parts parts = new ManagerTopology.Parts(serdes, RULES, 1, true, Duration.ofSeconds(30), alarm, Map.of());
        Properties p = new Properties();
        p.put(StreamsConfig.APPLICATION_ID_CONFIG, "manager-test");
        p.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "unused:1");
        p.put(StreamsConfig.STATE_DIR_CONFIG, state.toString());
        this.driver = new TopologyTestDriver(ManagerTopology.build(parts), p, Instant.ofEpochSecond(1_700_000_000));
    }

    /** Pipes a record and returns what left because of it, in order of topics. */
    @Override
    public List<Out> pipe(Topic topic, String key, SpecificRecord record) {
        Headers headers = new RecordHeaders();
        byte[] value = serdes.encoder().serialize(topic.name(), headers, record);
        return pipe(topic, key.getBytes(StandardCharsets.UTF_8), value, headers);
    }

    List<Out> pipe(Topic topic, byte[] key, byte @Nullable [] value, Headers headers) {
        inputs.computeIfAbsent(topic.name(),
                t -> driver.createInputTopic(t, new ByteArraySerializer(), new ByteArraySerializer()))
                .pipeInput(new TestRecord<>(key, value, headers));
        return drain();
    }

    /** What the manager answers to the question for a digest, or why it does not; nothing else may leave. */
    String digest(String log) {
        Topic topic = Address.parse(log).isKey() ? Topics.MESSAGE_COMMAND : Topics.MINER_COMMAND;
        List<Out> left = pipe(topic, log, new ReadDigest(new Request("digest", 1L, 0, 0L), log));
        Reply reply = left.stream().map(Out::record).filter(Reply.class::isInstance).map(Reply.class::cast).findFirst()
                .orElseThrow();
        if (reply.getOk() && left.size() > 1) {
            throw new AssertionError("a question had consequences: " + left);
        }
        return reply.getOk() ? reply.getValue() : reply.getError();
    }

    @Override
    public List<Out> head(long epoch, @Nullable Long revertedTo) {
        ChainHead head = ChainHead.newBuilder().setSequence(++headSequence).setEpoch(epoch).setTipset(List.of("tipset-" + epoch))
                .setBaseFee("100").setTimestamp(epoch * 30).setRevertedTo(revertedTo).build();
        List<Out> out = new ArrayList<>(pipe(Topics.MESSAGE_HEAD, "head", head));
        out.addAll(pipe(Topics.MINER_HEAD, "head", head));
        return out;
    }

    void passTime(Duration time) {
        driver.advanceWallClockTime(time);
        drain();
    }

    private List<Out> drain() {
        List<Out> fresh = new ArrayList<>();
        for (Topic topic : Topics.ALL) {
            if (driver.producedTopicNames().contains(topic.name())) {
                var output = outputs.computeIfAbsent(topic.name(),
                        t -> driver.createOutputTopic(t, new ByteArrayDeserializer(), new ByteArrayDeserializer()));
                output.readRecordsToList().forEach(r -> fresh.add(decoded(topic, r)));
            }
        }
        all.addAll(fresh);
        return fresh;
    }

    private Out decoded(Topic topic, TestRecord<byte[], byte[]> r) {
        if (topic.events()) {
            long offset = events.stream().filter(e -> e.topic().equals(topic.name())).count();
            events.add(new ConsumerRecord<>(topic.name(), 0, offset, r.timestamp(), TimestampType.LOG_APPEND_TIME, r.key().length,
                    r.value().length, r.key(), r.value(), r.headers(), Optional.empty()));
        }
        SpecificRecord record = r.value() == null ? null : serdes.decoder().deserialize(topic.name(), r.headers(), r.value());
        return new Out(topic.name(), new String(r.key(), StandardCharsets.UTF_8), record);
    }

    @Override
    public <T extends SpecificRecord> List<T> left(Class<T> type) {
        return all.stream().map(Out::record).filter(type::isInstance).map(type::cast).toList();
    }

    /** Everything in a store. */
    Map<String, byte[]> store(String name) {
        Map<String, byte[]> entries = new TreeMap<>();
        KeyValueStore<String, byte[]> store = driver.getKeyValueStore(name);
        try (KeyValueIterator<String, byte[]> all = store.all()) {
            all.forEachRemaining(e -> entries.put(e.key, e.value));
        }
        return entries;
    }

    @Override
    public ManagerQueries queries() {
        return new StoreQueries(new StoreReader() {
            @Override
            public byte @Nullable [] get(String store, String key) {
                return driver.<String, byte[]>getKeyValueStore(store).get(key);
            }

            @Override
            public void scan(String store, String from, String to, BiPredicate<String, byte[]> visitor) {
                try (KeyValueIterator<String, byte[]> range = driver.<String, byte[]>getKeyValueStore(store).range(from, to)) {
                    boolean more = true;
                    while (more && range.hasNext()) {
                        var entry = range.next();
                        more = visitor.test(entry.key, entry.value);
                    }
                }
            }
        }, RULES, serdes);
    }

    @Override
    public void close() {
        driver.close();
    }
}
