package io.sealstream.signer.edge.kafka;

import io.sealstream.schemas.DeadLetters;
import io.sealstream.schemas.Decoded;
import io.sealstream.schemas.Partitions;
import io.sealstream.schemas.Serdes;
import io.sealstream.schemas.Topics;
import io.sealstream.schemas.avro.SignMessage;
import io.sealstream.schemas.kafka.KafkaClients;
import io.sealstream.signer.domain.SigningRequest;
import io.sealstream.signer.signing.Answer;
import io.sealstream.signer.signing.Signer;
import io.sealstream.signer.wire.SignRecords;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection to Kafka: takes every partition of {@code sign.request}, answers each batch in one transaction with its offsets. After a
 * failure the session is thrown away; the next one begins at the committed offsets and the signing record repeats its answers.
 *
 * <p>A second process under the same name fences this one: its transactions fail, and nothing more leaves.
 */
final class SignSession implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(SignSession.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final Duration CLOSING = Duration.ofSeconds(3);
    private static final String CONNECTIONS = "connection-count";
    private static final String CONSUMER_METRICS = "consumer-metrics";
    /** Requests of one transaction; bounds what a failure repeats. */
    private static final int MAX_BATCH = 100;

    private final Serdes serdes;
    private final Signer signer;
    private final int partitions;
    private final Consumer<byte[], byte[]> consumer;
    private final Producer<String, SpecificRecord> producer;

    /**
     * Connects.
     *
     * @param name       of this signer: its consumer group and transactional id
     * @param partitions N of the cluster
     */
    SignSession(KafkaClients clients, Serdes serdes, Signer signer, String name, int partitions) {
        this.serdes = serdes;
        this.signer = signer;
        this.partitions = partitions;
        this.consumer = clients.consumer(name, Optional.of(name), new ByteArrayDeserializer(), new ByteArrayDeserializer(),
                Map.of(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, MAX_BATCH));
        this.producer = clients.transactionalProducer(name, new StringSerializer(), serdes.encoder());
        try {
            connect();
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private void connect() {
        serdes.prepare(List.of(Topics.SIGN_RESULT, Topics.DEAD_LETTER));
        producer.initTransactions();
        List<TopicPartition> all = new ArrayList<>();
        for (int partition = 0; partition < partitions; partition++) {
            all.add(new TopicPartition(Topics.SIGN_REQUEST.name(), partition));
        }
        consumer.assign(all);
        all.forEach(each -> consumer.position(each, PATIENCE));
    }

    /** Waits a moment for requests and answers those that come. */
    void step() {
        ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
        if (records.isEmpty()) {
            return;
        }
        List<SigningRequest> requests = new ArrayList<>();
        List<ProducerRecord<String, SpecificRecord>> out = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            switch (serdes.decoder().read(record)) {
                case Decoded.Value(SpecificRecord value) when misplaced(record, (SignMessage) value).isPresent() ->
                    out.add(deadLetter(record, misplaced(record, (SignMessage) value).get()));
                case Decoded.Value(SpecificRecord value) -> requests.add(SignRecords.request((SignMessage) value));
                case Decoded.Tombstone() -> out.add(deadLetter(record, "a request without a value"));
                case Decoded.Unreadable(String reason) -> out.add(deadLetter(record, reason));
            }
        }
        signer.answer(requests).forEach(answer -> out.add(result(answer)));
        publish(out, records.nextOffsets());
    }

    private Optional<String> misplaced(ConsumerRecord<byte[], byte[]> record, SignMessage request) {
        String key = text(record.key());
        if (!key.equals(request.getSender())) {
            return Optional.of("its key '" + key + "' is not its sender " + request.getSender());
        }
        return Partitions.belongs(Topics.SIGN_REQUEST, key, record.partition(), partitions)
                ? Optional.empty()
                : Optional.of("sender " + key + " does not belong in partition " + record.partition() + " of " + partitions);
    }

    private ProducerRecord<String, SpecificRecord> deadLetter(ConsumerRecord<byte[], byte[]> record, String reason) {
        LOGGER.atError().addKeyValue("topic", record.topic()).addKeyValue("partition", record.partition())
                .addKeyValue("offset", record.offset())
                .addKeyValue("reason", reason).log("Record is no request; it goes to dead.letter");
        return new ProducerRecord<>(Topics.DEAD_LETTER.name(), record.partition() % partitions, text(record.key()),
                DeadLetters.of(record, reason));
    }

    private ProducerRecord<String, SpecificRecord> result(Answer answer) {
        int partition = Partitions.partitionFor(Topics.SIGN_RESULT, answer.sender(), partitions);
        return new ProducerRecord<>(Topics.SIGN_RESULT.name(), partition, answer.sender(), SignRecords.result(answer));
    }

    private void publish(List<ProducerRecord<String, SpecificRecord>> out, Map<TopicPartition, OffsetAndMetadata> offsets) {
        producer.beginTransaction();
        try {
            List<Future<RecordMetadata>> sends = out.stream().map(producer::send).toList();
            producer.sendOffsetsToTransaction(new HashMap<>(offsets), consumer.groupMetadata());
            producer.commitTransaction();
            if (!sends.stream().allMatch(Future::isDone)) {
                throw new IllegalStateException("a committed transaction left a record unsent");
            }
        } catch (RuntimeException e) {
            abort(e);
            throw e;
        }
    }

    /** Tells the broker at once; where even that fails, the next session's {@code initTransactions} aborts what is open. */
    private void abort(RuntimeException cause) {
        try {
            producer.abortTransaction();
        } catch (RuntimeException e) {
            cause.addSuppressed(e);
        }
    }

    private static String text(byte[] key) {
        return key == null ? "" : new String(key, StandardCharsets.UTF_8);
    }

    /** False while no broker is connected: an empty {@link #step} then means nothing. */
    boolean isConnected() {
        return consumer.metrics().values().stream()
                .filter(metric -> metric.metricName().name().equals(CONNECTIONS)
                        && metric.metricName().group().equals(CONSUMER_METRICS))
                .anyMatch(metric -> metric.metricValue() instanceof Number count && count.doubleValue() > 0);
    }

    /** Makes a waiting {@link #step} throw {@link org.apache.kafka.common.errors.WakeupException}. The only method for another thread. */
    void wakeUp() {
        consumer.wakeup();
    }

    @Override
    public void close() {
        producer.close(CLOSING);
        consumer.close(CloseOptions.timeout(CLOSING));
    }
}
