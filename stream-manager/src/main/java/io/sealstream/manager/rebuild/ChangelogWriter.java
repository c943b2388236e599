package io.sealstream.manager.rebuild;

import io.sealstream.manager.topology.ManagerTopology;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/** Writes entries of stores into their changelogs, as Kafka Streams would. */
final class ChangelogWriter implements StoreSink, AutoCloseable {
    private final Producer<byte[], byte[]> producer;
    private final String application;
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
    private long written;

    ChangelogWriter(Producer<byte[], byte[]> producer, String application) {
        this.producer = producer;
        this.application = application;
    }

    @Override
    public void put(String store, int partition, byte[] key, byte[] value) {
        var _ = producer.send(new ProducerRecord<>(ManagerTopology.changelog(application, store), partition, key, value),
                (metadata, failed) -> {
                    if (failed != null) {
                        failure.compareAndSet(null, failed);
                    }
                });
        written++;
    }

    /** Waits until all is stored; how many entries that are. */
    long finish() {
        producer.flush();
        Exception failed = failure.get();
        if (failed != null) {
            throw new KafkaException("an entry of a changelog was not stored: " + failed.getMessage(), failed);
        }
        return written;
    }

    @Override
    public void close() {
        producer.close();
    }
}
