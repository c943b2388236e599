package io.sealstream.node.edge.kafka;

import io.sealstream.schemas.Serdes;
import io.sealstream.schemas.Topic;
import io.sealstream.schemas.kafka.KafkaClients;
import io.sealstream.schemas.kafka.KafkaSettings;
import io.sealstream.schemas.kafka.Refusal;
import io.sealstream.schemas.runtime.HealthState;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends records on a thread of its own, because a producer blocks while it has no broker. Whatever cannot be sent is dropped and
 * logged: everything a node says is repeated by whoever says it.
 */
final class Outbox implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(Outbox.class);
    private static final String PART = "kafka-out";
    /** Records that wait for the producer; a longer queue would only hold repetitions. */
    private static final int QUEUE = 1_000;
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(2);

    private final Producer<String, SpecificRecord> producer;
    private final KafkaSettings settings;
    private final Consumer<HealthState> health;
    private final InstantSource clock;
    private final Runnable back;
    private final AtomicBoolean down = new AtomicBoolean();
    private final ThreadPoolExecutor sender = new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(QUEUE),
            work -> Thread.ofPlatform().daemon().name("kafka-out").unstarted(work),
            (_, _) -> LOGGER.atDebug().log("Too many records wait for Kafka, one is dropped and will be repeated"));

    /** @param back is run when sending works again after it had failed */
    Outbox(KafkaClients clients, Serdes serdes, String clientId, Consumer<HealthState> health, InstantSource clock,
            Runnable back) {
        this.producer = clients.producer(clientId, new StringSerializer(), serdes.any().serializer());
        this.settings = clients.settings();
        this.health = health;
        this.clock = clock;
        this.back = back;
    }

    /** Sends a record to the partition that its key names. */
    void send(Topic topic, String key, SpecificRecord record) {
        sender.execute(() -> produce(new ProducerRecord<>(topic.name(), key, record)));
    }

    /** Sends a record to a partition that the writer names. */
    void send(Topic topic, int partition, @Nullable String key, SpecificRecord record) {
        sender.execute(() -> produce(new ProducerRecord<>(topic.name(), partition, key, record)));
    }

    /** Whether records wait because sending does not go on. */
    boolean congested() {
        return !sender.getQueue().isEmpty();
    }

    private void produce(ProducerRecord<String, SpecificRecord> record) {
        try {
            var _ = producer.send(record, (_, failure) -> delivered(record, failure));
        } catch (KafkaException e) {
            delivered(record, e);
        }
    }

    private void delivered(ProducerRecord<String, SpecificRecord> record, @Nullable Exception failure) {
        if (failure == null) {
            if (down.compareAndSet(true, false)) {
                LOGGER.atInfo().log("Kafka takes records again");
                back.run();
            }
            health.accept(HealthState.up(PART, clock.instant()));
            return;
        }
        HealthState state = Refusal.state(PART, failure, settings,
                "a record could not be sent to " + record.topic() + ": " + failure.getMessage(), clock.instant());
        health.accept(state);
        if (down.compareAndSet(false, true)) {
            LOGGER.atWarn().addKeyValue("topic", record.topic()).addKeyValue("key", record.key())
                    .addKeyValue("reason", state.detail())
                    .log("Kafka does not take records; work goes on and results are repeated");
        }
    }

    @Override
    public void close() {
        sender.shutdown();
        producer.close(CLOSE_LIMIT);
        sender.shutdownNow();
    }
}
