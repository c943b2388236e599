package io.sealstream.node.edge.kafka;

import io.sealstream.node.domain.Task;
import io.sealstream.node.wire.BadTaskException;
import io.sealstream.node.wire.TaskReader;
import io.sealstream.schemas.DeadLetters;
import io.sealstream.schemas.Decoded;
import io.sealstream.schemas.Partitions;
import io.sealstream.schemas.Serdes;
import io.sealstream.schemas.Topics;
import io.sealstream.schemas.avro.AggregateTask;
import io.sealstream.schemas.avro.NodeStatus;
import io.sealstream.schemas.avro.NodeTask;
import io.sealstream.schemas.avro.Reply;
import io.sealstream.schemas.kafka.KafkaClients;
import io.sealstream.schemas.kafka.KafkaSettings;
import io.sealstream.schemas.kafka.Refusal;
import io.sealstream.schemas.registry.RegistryUnavailableException;
import io.sealstream.schemas.runtime.Backoff;
import io.sealstream.schemas.runtime.HealthState;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads this node's partitions: its tasks from the beginning (the topic is compacted and is the desired state), answers and
 * other heartbeats under its name from now on. No group and no commits: where the node stands is in its journal.
 */
final class Intake implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(Intake.class);
    private static final String PART = "kafka-in";
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(3);
    private static final Backoff PAUSES = new Backoff(Duration.ofMillis(250), Duration.ofSeconds(5));

    private final org.apache.kafka.clients.consumer.Consumer<byte[], byte[]> consumer;
    private final KafkaSettings settings;
    private final Serdes serdes;
    private final Outbox outbox;
    private final Inbox inbox;
    private final Place place;
    private final Consumer<HealthState> health;
    private final InstantSource clock;
    private final TopicPartition tasks;
    private final TopicPartition statuses;
    private final TopicPartition replies;
    private final Thread thread;
    private volatile boolean closed;
    private int failures;

    /**
     * Where this node stands in the cluster.
     *
     * @param partitions  N
     * @param incarnation of this process
     */
    record Place(String node, int partitions, long incarnation) {
        /** The partition of the node's tasks and heartbeats, and the one it awaits answers in. */
        int partition() {
            return Partitions.partitionOfNode(node, partitions);
        }
    }

    Intake(KafkaClients clients, Serdes serdes, Outbox outbox, Inbox inbox, Place place, Consumer<HealthState> health,
            InstantSource clock) {
        this.consumer = clients.consumer("sealer-node-" + place.node(), Optional.empty());
        this.settings = clients.settings();
        this.serdes = serdes;
        this.outbox = outbox;
        this.inbox = inbox;
        this.place = place;
        this.health = health;
        this.clock = clock;
        this.tasks = new TopicPartition(Topics.NODE_TASK.name(), place.partition());
        this.statuses = new TopicPartition(Topics.NODE_STATUS.name(), place.partition());
        this.replies = new TopicPartition(Topics.REPLY.name(), place.partition());
        this.thread = Thread.ofPlatform().daemon().name("kafka-in").unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    private void run() {
        try (consumer) {
            long end = assign();
            boolean reading = true;
            while (!closed) {
                handle(poll());
                if (reading && consumer.position(tasks) >= end) {
                    reading = false;
                    inbox.caughtUp();
                }
            }
        } catch (WakeupException | InterruptException e) {
            LOGGER.atDebug().log("Intake ends");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Takes the partitions; the end of the tasks at this moment. */
    private long assign() throws InterruptedException {
        while (true) {
            try {
                consumer.assign(List.of(tasks, statuses, replies));
                consumer.seekToBeginning(List.of(tasks));
                consumer.seekToEnd(List.of(statuses, replies));
                // Positions are fixed now, before any request goes out whose answer must not be missed.
                consumer.position(statuses);
                consumer.position(replies);
                long end = consumer.endOffsets(List.of(tasks)).getOrDefault(tasks, 0L);
                works();
                return end;
            } catch (WakeupException | InterruptException e) {
                throw e;
            } catch (KafkaException e) {
                unreadable(e);
            }
        }
    }

    private ConsumerRecords<byte[], byte[]> poll() throws InterruptedException {
        try {
            return consumer.poll(POLL);
        } catch (WakeupException | InterruptException e) {
            throw e;
        } catch (KafkaException e) {
            unreadable(e);
            return ConsumerRecords.empty();
        }
    }

    private void handle(ConsumerRecords<byte[], byte[]> records) throws InterruptedException {
        for (TopicPartition partition : records.partitions()) {
            for (ConsumerRecord<byte[], byte[]> record : records.records(partition)) {
                try {
                    handle(record);
                    works();
                } catch (RegistryUnavailableException e) {
                    consumer.seek(partition, record.offset());
                    fails(HealthState.waiting(PART, "the schema registry does not answer: " + e.getMessage(), clock.instant()));
                    break;
                }
            }
        }
    }

    private void handle(ConsumerRecord<byte[], byte[]> record) {
        String key = record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
        String ours = place.node() + "/";
        if (record.topic().equals(tasks.topic()) && !key.startsWith(ours)) {
            return;
        }
        switch (serdes.decoder().read(record)) {
            case Decoded.Tombstone() -> {
                if (record.topic().equals(tasks.topic())) {
                    inbox.tombstone(key.substring(ours.length()));
                }
            }
            case Decoded.Value(NodeTask task) -> task(record, () -> TaskReader.read(task),
                    new Inbox.Named(task.getTask(), task.getMiner(), task.getSector()));
            case Decoded.Value(AggregateTask task) -> task(record, () -> TaskReader.read(task),
                    new Inbox.Named(task.getTask(), task.getMiner(), null));
            case Decoded.Value(Reply reply) -> {
                if (reply.getClient().equals(place.node())) {
                    inbox.reply(reply);
                }
            }
            case Decoded.Value(NodeStatus status) -> status(status);
            case Decoded.Value other -> dead(record, "a " + other.record().getClass().getSimpleName() + " is not expected here");
            case Decoded.Unreadable(String reason) -> dead(record, reason);
        }
    }

    @FunctionalInterface
    private interface Reading {
        Task task() throws BadTaskException;
    }

    private void task(ConsumerRecord<byte[], byte[]> record, Reading reading, Inbox.Named named) {
        try {
            inbox.task(reading.task());
        } catch (BadTaskException e) {
            String reason = String.valueOf(e.getMessage());
            dead(record, reason);
            inbox.badTask(named, reason);
        }
    }

    private void status(NodeStatus status) {
        if (status.getNode().equals(place.node()) && status.getIncarnation() > place.incarnation()) {
            inbox.replaced(status.getIncarnation(), status.getEndpoint());
        }
    }

    private void dead(ConsumerRecord<byte[], byte[]> record, String reason) {
        LOGGER.atWarn().addKeyValue("topic", record.topic()).addKeyValue("partition", record.partition())
                .addKeyValue("offset", record.offset()).addKeyValue("reason", reason).log("Record goes to dead.letter");
        outbox.send(Topics.DEAD_LETTER, record.partition() % place.partitions(), null, DeadLetters.of(record, reason));
    }

    private void works() {
        failures = 0;
        health.accept(HealthState.up(PART, clock.instant()));
    }

    private void unreadable(KafkaException e) throws InterruptedException {
        fails(Refusal.state(PART, e, settings, "the topics of this node cannot be read: " + e.getMessage(), clock.instant()));
    }

    private void fails(HealthState state) throws InterruptedException {
        failures++;
        health.accept(state);
        if (failures == 1) {
            LOGGER.atWarn().addKeyValue("reason", state.detail()).log("Tasks cannot be read, trying again until they can");
        }
        if (!closed) {
            PAUSES.pause(failures);
        }
    }

    @Override
    public void close() {
        closed = true;
        consumer.wakeup();
        try {
            if (!thread.join(CLOSE_LIMIT)) {
                thread.interrupt();
            }
        } catch (InterruptedException e) {
            thread.interrupt();
            Thread.currentThread().interrupt();
        }
    }
}
