package io.sealstream.manager.edge.chain;

import io.sealstream.schemas.Decoded;
import io.sealstream.schemas.Serdes;
import io.sealstream.schemas.Topics;
import io.sealstream.schemas.avro.ChainHead;
import io.sealstream.schemas.kafka.KafkaClients;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * The heads in {@code miner.head} and {@code message.head}. A head goes to all partitions of both in one transaction under a fixed
 * transactional id, so partition 0 of {@code miner.head} speaks for all of them.
 */
final class KafkaHeadLog implements HeadLog {
    private static final TopicPartition FIRST = new TopicPartition(Topics.MINER_HEAD.name(), 0);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Producer<String, SpecificRecord> producer;
    private final int partitions;
    private final Deque<ChainHead> heads = new ArrayDeque<>();
    private long sequence;

    private KafkaHeadLog(Producer<String, SpecificRecord> producer, int partitions) {
        this.producer = producer;
        this.partitions = partitions;
    }

    /**
     * Takes the log over and reads what stands in it.
     *
     * @param transactionalId the same for every process of the cluster
     * @param partitions      N
     */
    static KafkaHeadLog open(KafkaClients clients, Serdes serdes, String transactionalId, int partitions) {
        Producer<String, SpecificRecord> producer = clients.transactionalProducer(transactionalId, new StringSerializer(),
                serdes.encoder());
        KafkaHeadLog log = new KafkaHeadLog(producer, partitions);
        try {
            // First fence the former writer, which also ends its open transaction; only then is the end of the topic the end.
            producer.initTransactions();
            try (Consumer<byte[], byte[]> consumer = clients.consumer(transactionalId + "-reader", Optional.empty())) {
                log.read(consumer, serdes);
            }
            return log;
        } catch (ProducerFencedException | InvalidProducerEpochException e) {
            log.close();
            throw new Fenced(e);
        } catch (RuntimeException e) {
            log.close();
            throw e;
        }
    }

    private void read(Consumer<byte[], byte[]> consumer, Serdes serdes) {
        consumer.assign(List.of(FIRST));
        long begin = consumer.beginningOffsets(List.of(FIRST), PATIENCE).getOrDefault(FIRST, 0L);
        long end = consumer.endOffsets(List.of(FIRST), PATIENCE).getOrDefault(FIRST, 0L);
        // A head takes two offsets: the record and the marker of its transaction.
        consumer.seek(FIRST, Math.max(begin, end - 2L * HeadLine.KEPT));
        long giveUp = System.nanoTime() + PATIENCE.toNanos();
        while (consumer.position(FIRST, PATIENCE) < end) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                keep(serdes.decoder().read(record), record.offset());
            }
            if (System.nanoTime() - giveUp > 0) {
                throw new TimeoutException("reading " + FIRST + " makes no progress");
            }
        }
        // Retention may have emptied the topic; the sequence must rise all the same, and no head took less than one offset.
        sequence = heads.isEmpty() ? end : heads.getLast().getSequence();
    }

    private void keep(Decoded decoded, long offset) {
        switch (decoded) {
            case Decoded.Value(SpecificRecord value) -> {
                heads.addLast((ChainHead) value);
                if (heads.size() > HeadLine.KEPT) {
                    heads.removeFirst();
                }
            }
            case Decoded.Tombstone() -> throw new KafkaException(FIRST + " has a tombstone at offset " + offset);
            case Decoded.Unreadable(String reason) ->
                throw new KafkaException(FIRST + " cannot be read at offset " + offset + ": " + reason);
        }
    }

    @Override
    public long sequence() {
        return sequence;
    }

    @Override
    public List<ChainHead> heads() {
        return List.copyOf(heads);
    }

    @Override
    public void write(ChainHead head) {
        try {
            producer.beginTransaction();
            List<Future<RecordMetadata>> sent = new ArrayList<>();
            for (int partition = 0; partition < partitions; partition++) {
                sent.add(producer.send(new ProducerRecord<>(Topics.MINER_HEAD.name(), partition, null, head)));
                sent.add(producer.send(new ProducerRecord<>(Topics.MESSAGE_HEAD.name(), partition, null, head)));
            }
            producer.commitTransaction();
            for (Future<RecordMetadata> each : sent) {
                each.get();
            }
        } catch (ProducerFencedException | InvalidProducerEpochException e) {
            throw new Fenced(e);
        } catch (ExecutionException e) {
            throw new KafkaException("a head was not stored", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted while a head was stored", e);
        }
    }

    /** Closing leaves no transaction open: the broker aborts one that was not committed. */
    @Override
    public void close() {
        producer.close(Duration.ofSeconds(5));
    }
}
