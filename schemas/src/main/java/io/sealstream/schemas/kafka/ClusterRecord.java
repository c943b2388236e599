package io.sealstream.schemas.kafka;

import io.sealstream.schemas.Decoded;
import io.sealstream.schemas.Serdes;
import io.sealstream.schemas.Topics;
import io.sealstream.schemas.UndecodableException;
import io.sealstream.schemas.avro.Cluster;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.StringSerializer;

/** The one record of topic {@code cluster}: network, genesis, number of partitions, format. Written once, at a cluster's birth. */
public final class ClusterRecord {
    /** The format of the event log that this version writes and reads. */
    public static final int FORMAT = 1;
    private static final String KEY = "cluster";
    private static final TopicPartition PLACE = new TopicPartition(Topics.CLUSTER.name(), 0);
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final Duration POLL = Duration.ofMillis(200);

    private final KafkaClients clients;
    private final Serdes serdes;

    public ClusterRecord(KafkaClients clients, Serdes serdes) {
        this.clients = clients;
        this.serdes = serdes;
    }

    /**
     * The record; empty where the topic is empty or missing.
     *
     * @throws KafkaUnavailableException                             where no broker answers
     * @throws org.apache.kafka.common.errors.AuthorizationException where this user may not read it
     */
    public Optional<Cluster> read() {
        try (Consumer<byte[], byte[]> consumer = clients.consumer("cluster-record", Optional.empty())) {
            if (consumer.partitionsFor(PLACE.topic(), PATIENCE).isEmpty()) {
                return Optional.empty();
            }
            consumer.assign(List.of(PLACE));
            consumer.seekToBeginning(List.of(PLACE));
            return newest(consumer);
        } catch (TimeoutException e) {
            throw new KafkaUnavailableException("reading topic " + PLACE.topic() + ": " + e.getMessage(), e);
        }
    }

    private Optional<Cluster> newest(Consumer<byte[], byte[]> consumer) {
        long end = consumer.endOffsets(List.of(PLACE), PATIENCE).getOrDefault(PLACE, 0L);
        long giveUp = System.nanoTime() + PATIENCE.toNanos();
        Optional<Cluster> found = Optional.empty();
        while (consumer.position(PLACE, PATIENCE) < end) {
            if (System.nanoTime() > giveUp) {
                throw new TimeoutException("no progress in " + PATIENCE.toSeconds() + " s");
            }
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                found = switch (serdes.decoder().read(record)) {
                    case Decoded.Value(SpecificRecord value) -> Optional.of((Cluster) value);
                    case Decoded.Tombstone() -> Optional.empty();
                    case Decoded.Unreadable(String reason) -> throw new UndecodableException("topic cluster: " + reason);
                };
            }
        }
        return found;
    }

    /**
     * Writes the record unless there is one, and gives the one that stands. Of two writers at once, one is fenced off.
     */
    public Cluster writeIfAbsent(Cluster wanted) {
        try (Producer<String, SpecificRecord> producer = clients.transactionalProducer("cluster-record", new StringSerializer(),
                serdes.encoder())) {
            producer.initTransactions();
            Optional<Cluster> standing = read();
            if (standing.isPresent()) {
                return standing.get();
            }
            producer.beginTransaction();
            var sent = producer.send(new ProducerRecord<>(PLACE.topic(), PLACE.partition(), KEY, wanted));
            producer.commitTransaction();
            if (!sent.isDone()) {
                throw new IllegalStateException("a committed transaction left its record unsent");
            }
            return wanted;
        } catch (TimeoutException e) {
            throw new KafkaUnavailableException("writing topic " + PLACE.topic() + ": " + e.getMessage(), e);
        }
    }
}
