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
import io.sealstream.schemas.avro.Cluster;
import io.sealstream.schemas.avro.DeadLetter;
import io.sealstream.schemas.avro.RefusalKind;
import io.sealstream.schemas.avro.SignMessage;
import io.sealstream.schemas.avro.SignatureMade;
import io.sealstream.schemas.avro.SignatureRefused;
import io.sealstream.schemas.kafka.ClusterRecord;
import io.sealstream.schemas.kafka.KafkaClients;
import io.sealstream.schemas.kafka.TopicAdmin;
import io.sealstream.signer.TestMessages;
import io.sealstream.signer.crypto.BlsCurve;
import io.sealstream.signer.domain.SigningPolicy;
import io.sealstream.signer.edge.http.SignerMeters;
import io.sealstream.signer.keys.KeyRing;
import io.sealstream.signer.keys.KeyType;
import io.sealstream.signer.keys.ScryptCost;
import io.sealstream.signer.keys.Secret;
import io.sealstream.signer.record.SigningLedger;
import io.sealstream.signer.signing.Answer;
import io.sealstream.signer.signing.Signer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The signer on a real broker. */
class SignLoopIT {
    private static final String NETWORK = "devnet";
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final InstantSource CLOCK = InstantSource.system();

    @TempDir
    Path home;
    private final List<String> fatal = new CopyOnWriteArrayList<>();
    private KafkaClients clients;
    private Serdes serdes;
    private int partitions;
    private KeyRing keys;
    private SigningLedger ledger;
    private Address sender;
    private SignLoop loop;

    @BeforeEach
    void start() {
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
        try (Secret password = Secret.take("pass".toCharArray())) {
            keys.setPassword(password);
        }
        sender = keys.create(KeyType.BLS);
        ledger = SigningLedger.open(home.resolve("record"), Optional.empty(), CLOCK);
        loop = loop(NETWORK);
    }

    @AfterEach
    void stop() {
        loop.close();
        ledger.close();
        keys.close();
        serdes.close();
    }

    private Signer signer() {
        return new Signer(keys, ledger, new Signer.Terms(NETWORK + "/bafygenesis", true), SigningPolicy::sealing,
                new SignerMeters(keys));
    }

    private SignLoop loop(String network) {
        return new SignLoop(clients, new SignLoop.Settings("wallet-signer", network, fatal::add), cluster -> signer(),
                state -> assertThat(state.part()).isIn("kafka", "cluster", "signing"), CLOCK).start();
    }

    private static SignMessage record(String id, Message message) {
        return SignMessage.newBuilder().setRequestId(id).setSender(message.from().toString()).setIntent("intent").setValidUntil(0)
                .setMessage(ByteBuffer.wrap(message.toCbor())).setCid(message.cid().toString()).setSummary("a test").build();
    }

    private void ask(SignMessage request) {
        try (Producer<String, SpecificRecord> producer = clients.producer("test", new StringSerializer(), serdes.encoder())) {
            int partition = Partitions.partitionFor(Topics.SIGN_REQUEST, request.getSender(), partitions);
            producer.send(new ProducerRecord<>(Topics.SIGN_REQUEST.name(), partition, request.getSender(), request)).get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private void askBytes(String key, int partition, byte[] value) {
        try (Producer<byte[], byte[]> producer = clients.producer("test-bytes", new ByteArraySerializer(),
                new ByteArraySerializer())) {
            producer.send(
                    new ProducerRecord<>(Topics.SIGN_REQUEST.name(), partition, key.getBytes(StandardCharsets.UTF_8), value))
                    .get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<SpecificRecord> read(Topic topic) {
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

    private List<SpecificRecord> awaitResults(int count) {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(100)).until(() -> read(Topics.SIGN_RESULT).size() >= count);
        return read(Topics.SIGN_RESULT);
    }

    @Test
    void shouldSignRefuseAndGoOn() {
        Message good = TestMessages.recovery(sender, 1);
        SignMessage mismatch = SignMessage.newBuilder(record("b", TestMessages.recovery(sender, 2))).setCid(good.cid().toString())
                .build();
        ask(record("a", good));
        ask(mismatch);
        int partition = Partitions.partitionOf(sender, partitions);
        askBytes(sender.toString(), partition, new byte[]{ 1, 2, 3});
        askBytes("nobody", partition,
                Objects.requireNonNull(serdes.encoder().serialize(Topics.SIGN_REQUEST.name(), record("c", good))));
        ask(record("d", TestMessages.recovery(sender, 3)));

        List<SpecificRecord> results = awaitResults(3);
        assertThat(results.get(0)).isInstanceOfSatisfying(SignatureMade.class, made -> {
            assertThat(made.getRequestId()).isEqualTo("a");
            assertThat(Bls.open().verify(bytes(made.getSignature()), sender.payload(), good.bytesToSign())).isTrue();
        });
        assertThat(results.get(1)).isInstanceOfSatisfying(SignatureRefused.class, refused -> {
            assertThat(refused.getRequestId()).isEqualTo("b");
            assertThat(refused.getKind()).isEqualTo(RefusalKind.MALFORMED);
        });
        assertThat(results.get(2)).isInstanceOfSatisfying(SignatureMade.class,
                made -> assertThat(made.getRequestId()).isEqualTo("d"));
        assertThat(read(Topics.DEAD_LETTER)).hasSize(2)
                .allSatisfy(letter -> assertThat(((DeadLetter) letter).getTopic()).isEqualTo("sign.request"));
    }

    @Test
    void shouldContinueBehindItsOffsetsAndRepeatAnswersAfterRestart() {
        SignMessage request = record("a", TestMessages.recovery(sender, 1));
        ask(request);
        SpecificRecord first = awaitResults(1).getFirst();
        loop.close();
        loop = loop(NETWORK);
        ask(request);
        assertThat(awaitResults(2)).containsExactly(first, first);
    }

    @Test
    void shouldGiveTheRecordedAnswerAfterDeathBetweenRecordAndAnswer() {
        loop.close();
        Message message = TestMessages.recovery(sender, 1);
        Answer recorded = signer().answer(List.of(TestMessages.request("a", message))).getFirst();
        loop = loop(NETWORK);
        ask(record("a", message));
        ask(record("b", TestMessages.recovery(sender, 2).withNonce(1)));
        List<SpecificRecord> results = awaitResults(2);
        assertThat(bytes(((SignatureMade) results.get(0)).getSignature()))
                .isEqualTo(((Answer.Signed) recorded).signature().data().toArray());
        assertThat(results.get(1)).isInstanceOf(SignatureRefused.class);
    }

    @Test
    void shouldAnswerLockedAndSignAfterUnlock() {
        keys.lock();
        SignMessage request = record("a", TestMessages.recovery(sender, 1));
        ask(request);
        assertThat(awaitResults(1).getFirst()).isInstanceOfSatisfying(SignatureRefused.class,
                refused -> assertThat(refused.getKind()).isEqualTo(RefusalKind.LOCKED));
        try (Secret password = Secret.take("pass".toCharArray())) {
            keys.unlock(password);
        }
        ask(request);
        assertThat(awaitResults(2).getLast()).isInstanceOf(SignatureMade.class);
    }

    @Test
    void shouldEndWhenAnotherSignerTakesItsName() {
        ask(record("a", TestMessages.recovery(sender, 1)));
        awaitResults(1);
        try (SignLoop second = loop(NETWORK)) {
            // The older one learns it at its next answer, so requests keep coming.
            AtomicInteger number = new AtomicInteger(1);
            await().atMost(PATIENCE).pollInterval(Duration.ofMillis(200)).untilAsserted(() -> {
                int next = number.incrementAndGet();
                ask(record("b" + next, TestMessages.recovery(sender, next)));
                assertThat(fatal).hasSize(1).first().asString().contains("taken over");
            });
            assertThat(second).isNotNull();
        }
    }

    @Test
    void shouldEndOnWrongCluster() {
        loop.close();
        loop = loop("mainnet");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(fatal).hasSize(1).first().asString().contains("belongs to network devnet"));
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }
}
