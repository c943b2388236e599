package io.sealstream.signer.edge.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sealstream.devnet.testing.KafkaTestCluster;
import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.Message;
import io.sealstream.proofs.bls.Bls;
import io.sealstream.schemas.Decoded;
import io.sealstream.schemas.Partitions;
import io.sealstream.schemas.SchemaRegistration;
import io.sealstream.schemas.Serdes;
import io.sealstream.schemas.Topic;
import io.sealstream.schemas.Topics;
import io.sealstream.schemas.avro.ChainHead;
import io.sealstream.schemas.avro.Cluster;
import io.sealstream.schemas.avro.SignMessage;
import io.sealstream.schemas.kafka.ClusterRecord;
import io.sealstream.schemas.kafka.KafkaClients;
import io.sealstream.schemas.kafka.TopicAdmin;
import io.sealstream.schemas.runtime.HealthState;
import io.sealstream.signer.crypto.BlsCurve;
import io.sealstream.signer.domain.SigningPolicy;
import io.sealstream.signer.edge.http.SignerMeters;
import io.sealstream.signer.keys.KeyRing;
import io.sealstream.signer.keys.KeyType;
import io.sealstream.signer.keys.ScryptCost;
import io.sealstream.signer.keys.Secret;
import io.sealstream.signer.record.SigningLedger;
import io.sealstream.signer.signing.Signer;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringSerializer;

/** A signer's loop on a real broker with fresh topics, a fresh wallet with one key, and whoever asks it. */
final class LoopUnderTest implements AutoCloseable {
    static final String NETWORK = "devnet";
    static final String NAME = "wallet-signer";
    static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String LOCKED = "the wallet is locked; unlock it with: wallet-signer unlock";
    private static final InstantSource CLOCK = InstantSource.system();

    final List<String> fatal = new CopyOnWriteArrayList<>();
    final KafkaClients clients;
    final Serdes serdes;
    final int partitions;
    final KeyRing keys;
    final Address sender;
    final Path record;
    private final Map<String, HealthState> health = new ConcurrentHashMap<>();
    private final SigningLedger ledger;
    private final SignerMeters meters;
    private long heads;
    private SignLoop loop;

    LoopUnderTest(Path home) {
        KafkaTestCluster kafka = KafkaTestCluster.shared();
        kafka.reset();
        clients = kafka.clients();
        serdes = clients.serdes();
        partitions = clients.settings().layout().partitions();
        try (Admin admin = clients.admin("test")) {
            // A broker may list a topic some milliseconds after its creation.
            await().atMost(PATIENCE).ignoreExceptions()
                    .untilAsserted(() -> new TopicAdmin(admin, clients.settings()).ensure(Topics.ALL));
        }
        SchemaRegistration.ensure(serdes.registry(), Topics.ALL);
        new ClusterRecord(clients, serdes)
                .writeIfAbsent(Cluster.newBuilder().setNetwork(NETWORK).setGenesis("bafygenesis").setPartitions(partitions)
                        .setFormat(ClusterRecord.FORMAT).build());
        keys = KeyRing.open(home.resolve("keys"), List.of(new BlsCurve(Bls.open())), new ScryptCost(2, 1), CLOCK);
        try (Secret password = password()) {
            keys.setPassword(password);
        }
        sender = keys.create(KeyType.BLS);
        record = home.resolve("record");
        ledger = SigningLedger.open(record, Optional.empty(), CLOCK);
        meters = new SignerMeters(keys);
        loop = start(NETWORK);
    }

    private static Secret password() {
        return Secret.take("pass".toCharArray());
    }

    Signer signer() {
        return new Signer(keys, ledger, new Signer.Terms(NETWORK + "/bafygenesis", true), SigningPolicy::sealing, meters);
    }

    /** One more loop under the same name. */
    SignLoop start(String network) {
        return new SignLoop(clients, new SignLoop.Settings(NAME, network, LOCKED, fatal::add), cluster -> signer(),
                state -> health.put(state.part(), state), CLOCK).start();
    }

    void stop() {
        loop.close();
    }

    void restart() {
        restart(NETWORK);
    }

    void restart(String network) {
        loop.close();
        loop = start(network);
    }

    void unlock() {
        try (Secret password = password()) {
            keys.unlock(password);
        }
    }

    int waiting() {
        return loop.waiting();
    }

    HealthState health() {
        return health.getOrDefault("signing", HealthState.up("nothing was said yet", CLOCK.instant()));
    }

    static SignMessage request(String id, Message message) {
        return request(id, message, 0);
    }

    static SignMessage request(String id, Message message, long validUntil) {
        return SignMessage.newBuilder().setRequestId(id).setSender(message.from().toString()).setIntent("intent")
                .setValidUntil(validUntil).setMessage(ByteBuffer.wrap(message.toCbor())).setCid(message.cid().toString())
                .setSummary("a test").build();
    }

    void ask(SignMessage... requests) {
        try (Producer<String, SpecificRecord> producer = clients.producer("test", new StringSerializer(), serdes.encoder())) {
            for (SignMessage request : requests) {
                int partition = Partitions.partitionFor(Topics.SIGN_REQUEST, request.getSender(), partitions);
                producer.send(new ProducerRecord<>(Topics.SIGN_REQUEST.name(), partition, request.getSender(), request)).get();
            }
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Writes the next head, as the chain edge does: once in every partition, in one transaction. */
    void head(long epoch) {
        ChainHead head = ChainHead.newBuilder().setSequence(++heads).setEpoch(epoch).setTipset(List.of("bafyblock"))
                .setBaseFee("100").setTimestamp(epoch * 30).build();
        try (Producer<String, SpecificRecord> producer = clients.transactionalProducer("test-heads", new StringSerializer(),
                serdes.encoder())) {
            producer.initTransactions();
            producer.beginTransaction();
            List<Future<RecordMetadata>> sent = IntStream.range(0, partitions).mapToObj(
                    partition -> producer.send(new ProducerRecord<>(Topics.MESSAGE_HEAD.name(), partition, null, head)))
                    .toList();
            producer.commitTransaction();
            assertThat(sent).allMatch(Future::isDone);
        }
    }

    List<SpecificRecord> read(Topic topic) {
        List<SpecificRecord> found = new ArrayList<>();
        try (Consumer<byte[], byte[]> consumer = clients.consumer("test-reader", Optional.empty())) {
            List<TopicPartition> all = IntStream.range(0, partitions).mapToObj(i -> new TopicPartition(topic.name(), i)).toList();
            consumer.assign(all);
            consumer.seekToBeginning(all);
            Map<TopicPartition, Long> ends = consumer.endOffsets(all);
            while (all.stream().anyMatch(place -> consumer.position(place) < ends.getOrDefault(place, 0L))) {
                for (ConsumerRecord<byte[], byte[]> each : consumer.poll(Duration.ofMillis(100))) {
                    if (serdes.decoder().read(each) instanceof Decoded.Value(SpecificRecord value)) {
                        found.add(value);
                    }
                }
            }
        }
        return found;
    }

    /** Results, at least as many. */
    List<SpecificRecord> results(int count) {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(100)).until(() -> read(Topics.SIGN_RESULT).size() >= count);
        return read(Topics.SIGN_RESULT);
    }

    /** The offset from which the next session reads the lane of {@link #sender}; 0 before the first commit. */
    long committed() {
        TopicPartition place = new TopicPartition(Topics.SIGN_REQUEST.name(), Partitions.partitionOf(sender, partitions));
        try (Admin admin = clients.admin("test")) {
            Map<TopicPartition, OffsetAndMetadata> offsets = admin.listConsumerGroupOffsets(NAME).partitionsToOffsetAndMetadata()
                    .get();
            return Optional.ofNullable(offsets.get(place)).map(OffsetAndMetadata::offset).orElse(0L);
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        loop.close();
        ledger.close();
        keys.close();
        serdes.close();
    }
}
