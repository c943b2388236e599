package io.sealstream.manager.edge.http;

import io.sealstream.schemas.Decoded;
import io.sealstream.schemas.Serdes;
import io.sealstream.schemas.Topics;
import io.sealstream.schemas.avro.Reply;
import io.sealstream.schemas.kafka.KafkaClients;
import io.sealstream.schemas.kafka.Refusal;
import io.sealstream.schemas.runtime.Backoff;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads one partition of the topic {@code reply} from its end: the replies to commands of this process. One thread, {@code replies}. */
public final class ReplyReader implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(ReplyReader.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(200), Duration.ofSeconds(5));

    private final KafkaClients clients;
    private final Serdes serdes;
    private final TopicPartition partition;
    private final Consumer<Reply> sink;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final AtomicReference<org.apache.kafka.clients.consumer.@Nullable Consumer<byte[], byte[]>> reading = new AtomicReference<>();
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
    private final Thread thread = Thread.ofPlatform().name("replies").unstarted(this::run);

    /** @param sink takes each reply, on this reader's thread, and does not block */
    public ReplyReader(KafkaClients clients, Serdes serdes, int partition, Consumer<Reply> sink) {
        this.clients = clients;
        this.serdes = serdes;
        this.partition = new TopicPartition(Topics.REPLY.name(), partition);
        this.sink = sink;
    }

    public ReplyReader start() {
        thread.start();
        return this;
    }

    /** True while replies are read; a command sent before would miss its reply. */
    public boolean isReading() {
        return reading.get() != null;
    }

    /** Why replies cannot be read now; empty where they are, or soon will be. */
    public Optional<Exception> failure() {
        return Optional.ofNullable(failure.get());
    }

    private void run() {
        int failures = 0;
        while (!isClosed()) {
            try (var consumer = clients.consumer("replies-" + partition.partition(), Optional.empty())) {
                consumer.assign(List.of(partition));
                consumer.seekToEnd(List.of(partition));
                consumer.position(partition, PATIENCE);
                reading.set(consumer);
                failure.set(null);
                failures = 0;
                while (!isClosed()) {
                    consumer.poll(POLL).forEach(this::take);
                }
            } catch (WakeupException e) {
                LOGGER.atDebug().log("Reply reader woken to close");
            } catch (RuntimeException e) {
                failures++;
                failure.set(e);
                LOGGER.atWarn()
                        .addKeyValue("reason", Refusal.sentence(e, clients.settings()).orElse(String.valueOf(e.getMessage())))
                        .log("Replies cannot be read; trying again");
                rest(BACKOFF.after(failures));
            } finally {
                reading.set(null);
            }
        }
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        switch (serdes.decoder().read(record)) {
            case Decoded.Value(var value) -> {
                if (value instanceof Reply reply) {
                    sink.accept(reply);
                }
            }
            case Decoded.Tombstone() -> LOGGER.atDebug().addKeyValue("offset", record.offset()).log("Reply without a value");
            case Decoded.Unreadable(String reason) ->
                LOGGER.atWarn().addKeyValue("offset", record.offset()).addKeyValue("reason", reason).log("Reply cannot be read");
        }
    }

    private void rest(Duration pause) {
        try {
            closed.await(pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            closed.countDown();
        }
    }

    private boolean isClosed() { return closed.getCount() == 0; }

    @Override
    public void close() {
        closed.countDown();
        var consumer = reading.get();
        if (consumer != null) {
            consumer.wakeup();
        }
        try {
            thread.join(Duration.ofSeconds(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
