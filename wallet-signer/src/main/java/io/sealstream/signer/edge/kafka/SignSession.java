package io.sealstream.signer.edge.kafka;

import io.sealstream.schemas.DeadLetters;
import io.sealstream.schemas.Partitions;
import io.sealstream.schemas.Serdes;
import io.sealstream.schemas.Topics;
import io.sealstream.schemas.kafka.KafkaClients;
import io.sealstream.signer.domain.Shown;
import io.sealstream.signer.signing.Answer;
import io.sealstream.signer.signing.Signer;
import io.sealstream.signer.signing.Signer.Circumstances;
import io.sealstream.signer.wire.SignRecords;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
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
 * <p>While the wallet is locked, requests that need a key wait in the {@link WaitingRoom}, and their lane is told so once; what can be
 * answered without a key is. No offset from the first waiting request on is committed, so the next session reads all of them again. After
 * the unlocking those that wait are answered before anything else is read.
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
    private static final String WAITS = "; the request waits until then and need not be asked again";
    /** Requests of one transaction; bounds what a failure repeats. */
    private static final int MAX_BATCH = 100;

    private final Serdes serdes;
    private final Signer signer;
    private final int partitions;
    private final List<TopicPartition> places;
    private final RequestReader reader;
    private final NewestHead head;
    private final WaitingRoom room = new WaitingRoom();
    /** Offsets after what was read, and those that are committed, by partition. */
    private final Map<TopicPartition, OffsetAndMetadata> read = new HashMap<>();
    private final Map<TopicPartition, OffsetAndMetadata> committed = new HashMap<>();
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
        this.places = IntStream.range(0, partitions).mapToObj(each -> new TopicPartition(Topics.SIGN_REQUEST.name(), each))
                .toList();
        this.reader = new RequestReader(serdes.decoder(), partitions);
        this.head = new NewestHead(serdes.decoder());
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
        head.catchUp(consumer, PATIENCE);
        consumer.assign(Stream.concat(places.stream(), Stream.of(NewestHead.PLACE)).toList());
        places.forEach(each -> consumer.position(each, PATIENCE));
    }

    /** Answers requests that wait, if the wallet is open; else waits a moment for new ones and answers those that come. */
    void step() {
        if (room.isEmpty() || signer.isLocked()) {
            take();
        } else {
            publish(answer(room.next(MAX_BATCH), true));
        }
    }

    private void take() {
        if (room.isFull()) {
            consumer.pause(places);
        } else {
            consumer.resume(places);
        }
        ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
        records.records(NewestHead.PLACE).forEach(head::hear);
        List<Asked> asked = new ArrayList<>();
        List<ProducerRecord<String, SpecificRecord>> out = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : records.records(Topics.SIGN_REQUEST.name())) {
            switch (reader.read(record)) {
                case RequestReader.Read.Request(var request) when room.has(request.id()) ->
                    LOGGER.atDebug().addKeyValue("request", Shown.of(request.id())).log("Request waits already");
                case RequestReader.Read.Request(var request) ->
                    asked.add(new Asked(places.get(record.partition()), record.offset(), request));
                case RequestReader.Read.NoRequest(String reason) -> out.add(deadLetter(record, reason));
            }
        }
        out.addAll(answer(asked, room.isEmpty()));
        places.forEach(place -> Optional.ofNullable(records.nextOffsets().get(place)).ifPresent(next -> read.put(place, next)));
        publish(out);
    }

    /** @param open false where requests before these wait for the wallet */
    private List<ProducerRecord<String, SpecificRecord>> answer(List<Asked> batch, boolean open) {
        List<Optional<Answer>> answers = signer.answer(batch.stream().map(Asked::request).toList(),
                new Circumstances(head.epoch(), open));
        List<ProducerRecord<String, SpecificRecord>> out = new ArrayList<>();
        for (int i = 0; i < batch.size(); i++) {
            settle(batch.get(i), answers.get(i)).map(this::result).ifPresent(out::add);
        }
        return out;
    }

    /** Of a request that has to wait the lane hears once; of every other the answer. */
    private Optional<Answer> settle(Asked asked, Optional<Answer> answer) {
        if (answer.isPresent() && answer.get() instanceof Answer.Refused refused && refused.isOfLockedWallet()) {
            return room.enter(asked) ? Optional.of(refused.withReason(refused.reason() + WAITS)) : Optional.empty();
        }
        room.leave(asked);
        return answer;
    }

    private ProducerRecord<String, SpecificRecord> deadLetter(ConsumerRecord<byte[], byte[]> record, String reason) {
        LOGGER.atError().addKeyValue("topic", record.topic()).addKeyValue("partition", record.partition())
                .addKeyValue("offset", record.offset())
                .addKeyValue("reason", reason).log("Record is no request; it goes to dead.letter");
        return new ProducerRecord<>(Topics.DEAD_LETTER.name(), record.partition() % partitions,
                DeadLetters.key(record.key()), DeadLetters.of(record, reason));
    }

    private ProducerRecord<String, SpecificRecord> result(Answer answer) {
        int partition = Partitions.partitionFor(Topics.SIGN_RESULT, answer.sender(), partitions);
        return new ProducerRecord<>(Topics.SIGN_RESULT.name(), partition, answer.sender(), SignRecords.result(answer));
    }

    /** What is out is out together with the offsets that it lets pass. */
    private void publish(List<ProducerRecord<String, SpecificRecord>> out) {
        Map<TopicPartition, OffsetAndMetadata> passed = passed();
        if (out.isEmpty() && passed.isEmpty()) {
            return;
        }
        producer.beginTransaction();
        try {
            List<Future<RecordMetadata>> sends = out.stream().map(producer::send).toList();
            producer.sendOffsetsToTransaction(passed, consumer.groupMetadata());
            producer.commitTransaction();
            if (!sends.stream().allMatch(Future::isDone)) {
                throw new IllegalStateException("a committed transaction left a record unsent");
            }
        } catch (RuntimeException e) {
            abort(e);
            throw e;
        }
        committed.putAll(passed);
    }

    /** Offsets up to which nothing waits, where they are not committed yet. */
    private Map<TopicPartition, OffsetAndMetadata> passed() {
        Map<TopicPartition, OffsetAndMetadata> passed = new HashMap<>();
        read.forEach((place, next) -> {
            OffsetAndMetadata upTo = room.first(place).map(OffsetAndMetadata::new).orElse(next);
            if (!upTo.equals(committed.get(place))) {
                passed.put(place, upTo);
            }
        });
        return passed;
    }

    /** Tells the broker at once; where even that fails, the next session's {@code initTransactions} aborts what is open. */
    private void abort(RuntimeException cause) {
        try {
            producer.abortTransaction();
        } catch (RuntimeException e) {
            cause.addSuppressed(e);
        }
    }

    /** How many requests wait for the wallet. */
    int waiting() {
        return room.size();
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
