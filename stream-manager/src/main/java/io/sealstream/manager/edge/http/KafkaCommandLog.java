package io.sealstream.manager.edge.http;

import io.sealstream.schemas.Topic;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Commands into Kafka, each to the partition of its key. */
public final class KafkaCommandLog implements CommandLog, AutoCloseable {
    private final Producer<String, SpecificRecord> producer;
    private final int replyPartition;
    private final BooleanSupplier repliesAreRead;

    /**
     * @param producer       closed with this log
     * @param repliesAreRead whether a reply to a command sent now would be seen
     */
    public KafkaCommandLog(Producer<String, SpecificRecord> producer, int replyPartition, BooleanSupplier repliesAreRead) {
        this.producer = producer;
        this.replyPartition = replyPartition;
        this.repliesAreRead = repliesAreRead;
    }

    @Override
    public CompletionStage<Void> append(Topic topic, String key, SpecificRecord command) {
        CompletableFuture<Void> stored = new CompletableFuture<>();
        if (!repliesAreRead.getAsBoolean()) {
            stored.completeExceptionally(new IllegalStateException("replies are not read yet"));
            return stored;
        }
        try {
            var _ = producer.send(new ProducerRecord<>(topic.name(), key, command), (metadata, failure) -> {
                if (failure == null) {
                    stored.complete(null);
                } else {
                    stored.completeExceptionally(failure);
                }
            });
        } catch (RuntimeException e) {
            stored.completeExceptionally(e);
        }
        return stored;
    }

    @Override
    public int replyPartition() {
        return replyPartition;
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(5));
    }
}
