package io.sealstream.signer.edge.kafka;

import static io.sealstream.signer.edge.kafka.LoopUnderTest.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sealstream.filecoin.Message;
import io.sealstream.schemas.Topics;
import io.sealstream.schemas.avro.DeadLetter;
import io.sealstream.schemas.avro.SignatureMade;
import io.sealstream.schemas.avro.SignatureRefused;
import io.sealstream.schemas.runtime.HealthState;
import io.sealstream.signer.TestMessages;
import io.sealstream.signer.record.RecordVerifier;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Records of whoever may write {@code sign.request}: {@code -Dsigner.seed} for others, {@code -Dsigner.records} for more of each kind. */
class HostileRecordsIT {
    private static final long SEED = Long.getLong("signer.seed", 23);
    private static final int EACH = Integer.getInteger("signer.records", 40);
    /** Letters, spaces and the signs of sentences: nothing that forges a log, and not a blank. */
    private static final String SENTENCE = "[^\\p{Cntrl}]*\\p{L}[^\\p{Cntrl}]*";

    @TempDir
    Path home;
    private LoopUnderTest signer;
    private Message message;

    @BeforeEach
    void start() {
        signer = new LoopUnderTest(home);
        message = TestMessages.recovery(signer.sender, 1);
    }

    @AfterEach
    void stop() {
        signer.close();
    }

    private void write(List<ProducerRecord<byte[], byte[]>> records) throws Exception {
        Map<String, Object> config = Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, signer.clients.settings().bootstrap(),
                ProducerConfig.COMPRESSION_TYPE_CONFIG, "gzip", ProducerConfig.MAX_REQUEST_SIZE_CONFIG, 64 << 20,
                ProducerConfig.BUFFER_MEMORY_CONFIG, 64L << 20);
        try (Producer<byte[], byte[]> producer = new KafkaProducer<>(config, new ByteArraySerializer(),
                new ByteArraySerializer())) {
            for (ProducerRecord<byte[], byte[]> record : records) {
                Future<RecordMetadata> sent = producer.send(record);
                sent.get();
            }
        }
    }

    @Test
    void shouldGoThroughWhateverIsWrittenAndSignNothingElse() throws Exception {
        HostileRecords hostile = new HostileRecords(new Random(SEED), signer.serdes, signer.partitions, message);
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>(hostile.some(EACH));
        records.addAll(hostile.bombs());
        write(records);
        signer.ask(LoopUnderTest.request("good", TestMessages.recovery(signer.sender, 2)));

        int written = records.size() + 1;
        await().atMost(PATIENCE.multipliedBy(4)).pollInterval(PATIENCE.dividedBy(30)).untilAsserted(() -> assertThat(
                signer.read(Topics.SIGN_RESULT).size() + signer.read(Topics.DEAD_LETTER).size()).isEqualTo(written));
        assertThat(signer.fatal).isEmpty();
        assertThat(signer.health().status()).as(signer.health().detail()).isEqualTo(HealthState.Status.UP);
        assertAnswers(signer.read(Topics.SIGN_RESULT));
        assertLetters(signer.read(Topics.DEAD_LETTER));
        assertThat(RecordVerifier.verify(signer.record, null).head().sequence()).isPositive();
    }

    /** Only what was asked for in all its parts is signed; the rest is refused for good, in words. */
    private void assertAnswers(List<SpecificRecord> answers) {
        Map<String, String> signed = answers.stream().filter(SignatureMade.class::isInstance).map(SignatureMade.class::cast)
                .collect(Collectors.toMap(SignatureMade::getRequestId, SignatureMade::getCid, (a, b) -> a));
        assertThat(signed.remove("good")).isEqualTo(TestMessages.recovery(signer.sender, 2).cid().toString());
        assertThat(signed.values()).containsOnly(message.cid().toString());
        assertThat(signed.keySet()).as("a changed summary, intent or id still asks for the message")
                .allMatch(id -> !id.startsWith("contradicting") && !id.startsWith("headed") && !id.startsWith("huge"));
        assertThat(answers).filteredOn(SignatureRefused.class::isInstance).isNotEmpty().allSatisfy(each -> {
            SignatureRefused refused = (SignatureRefused) each;
            assertThat(refused.getReason()).matches(SENTENCE);
            assertThat(refused.getKind()).isNotEqualTo(io.sealstream.schemas.avro.RefusalKind.LOCKED);
        });
    }

    /** Each names a record of its own and says why it is none. */
    private static void assertLetters(List<SpecificRecord> letters) {
        List<DeadLetter> all = letters.stream().map(DeadLetter.class::cast).toList();
        assertThat(all).extracting(letter -> letter.getPartition() + "@" + letter.getOffset()).doesNotHaveDuplicates();
        assertThat(all).isNotEmpty().allSatisfy(letter -> {
            assertThat(letter.getTopic()).isEqualTo(Topics.SIGN_REQUEST.name());
            assertThat(letter.getReason()).isNotBlank();
        });
    }
}
