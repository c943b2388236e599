package io.sealstream.bench;

import io.sealstream.schemas.kafka.KafkaClients;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Reads what comes into one partition from now on, committed records only, on a thread of its own. */
final class Tail implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final org.apache.kafka.clients.consumer.Consumer<byte[], byte[]> consumer;
    private final Consumer<ConsumerRecord<byte[], byte[]>> sink;
    private final AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();
    private final Thread thread;
    private volatile boolean closed;

    private Tail(KafkaClients clients, TopicPartition partition, Consumer<ConsumerRecord<byte[], byte[]>> sink) {
        this.consumer = clients.consumer("bench-" + partition, Optional.empty());
        this.sink = sink;
        consumer.assign(List.of(partition));
        consumer.seekToEnd(List.of(partition));
        consumer.position(partition, PATIENCE);
        this.thread = Thread.ofPlatform().name("tail-" + partition).daemon().unstarted(this::run);
    }

    static Tail start(KafkaClients clients, TopicPartition partition, Consumer<ConsumerRecord<byte[], byte[]>> sink) {
        Tail tail = new Tail(clients, partition, sink);
        tail.thread.start();
        return tail;
    }

    private void run() {
        try (consumer) {
            while (!closed) {
                consumer.poll(POLL).forEach(sink);
            }
        } catch (RuntimeException e) {
            failure.set(e);
        }
    }

    /** Throws what ended the thread. */
    void check() {
        RuntimeException e = failure.get();
        if (e != null) {
            throw e;
        }
    }

    @Override
    public void close() {
        closed = true;
        try {
            thread.join(PATIENCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
