package io.sealstream.manager.edge.chain;

import io.sealstream.schemas.DeadLetters;
import io.sealstream.schemas.Decoded;
import io.sealstream.schemas.Serdes;
import io.sealstream.schemas.Topics;
import io.sealstream.schemas.avro.ChainRequestFailed;
import io.sealstream.schemas.kafka.KafkaClients;
import io.sealstream.schemas.kafka.Refusal;
import io.sealstream.schemas.registry.RegistryUnavailableException;
import io.sealstream.schemas.runtime.Backoff;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The chain edge: takes requests from {@code chain.request}, has them answered concurrently, stores each result and only then counts its
 * request as done. The owner of partition 0 also writes the heads. One thread, {@code chain-edge}, owns the consumer.
 */
public final class ChainEdge implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(ChainEdge.class);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(200), Duration.ofSeconds(10));
    /** Bounds the wait for a group coordinator that has forgotten a request to join. */
    private static final int MOST_BETWEEN_POLLS_MILLIS = 30_000;
    /** Requests of one partition that may be under way; the partition rests while there are more. */
    private static final int MOST_IN_FLIGHT = 2000;
    private static final int HEARTBEATS_PER_SESSION = 6;

    /**
     * What the edge is set up with.
     *
     * @param group          consumer group, the same for every process of the cluster; also names the transactional id of the heads
     * @param instance       static member name of this process
     * @param sessionTimeout silence after which the group gives the partitions to another process
     * @param partitions     N
     * @param pushes         pushes at a time
     * @param estimates      estimations at a time
     * @param reads          state queries at a time
     * @param patience       how long one request is repeated while the node is not reached
     * @param headSilence    how long no word of the node is believed before its head is asked for
     */
    public record Setup(String group, String instance, Duration sessionTimeout, int partitions, int pushes, int estimates,
            int reads,
            Duration patience, Duration headSilence) {}

    private final KafkaClients clients;
    private final Serdes serdes;
    private final ChainNodes chain;
    private final Setup setup;
    private final EdgeState state;
    private final RequestWorkers workers;
    private final Producer<String, SpecificRecord> producer;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Queue<Runnable> hopeless = new ConcurrentLinkedQueue<>();
    private final AtomicReference<@Nullable Exception> lost = new AtomicReference<>();
    private final AtomicReference<@Nullable Consumer<byte[], byte[]>> consumer = new AtomicReference<>();
    private final Map<TopicPartition, OffsetLedger> ledgers = new HashMap<>();
    private final Thread thread;
    private @Nullable HeadWriter heads;

    public ChainEdge(KafkaClients clients, Serdes serdes, ChainNodes chain, Setup setup, EdgeState state) {
        this.clients = clients;
        this.serdes = serdes;
        this.chain = chain;
        this.setup = setup;
        this.state = state;
        this.workers = new RequestWorkers(chain::requests,
                new RequestWorkers.Bounds(setup.pushes(), setup.estimates(), setup.reads(), setup.patience()));
        this.producer = clients.producer(setup.instance() + "-chain-edge", new StringSerializer(), serdes.encoder());
        this.thread = Thread.ofPlatform().name("chain-edge").unstarted(this::run);
    }

    public ChainEdge start() {
        thread.start();
        return this;
    }

    private void run() {
        int failures = 0;
        while (!isClosed()) {
            try (Consumer<byte[], byte[]> opened = open()) {
                consumer.set(opened);
                opened.subscribe(List.of(Topics.CHAIN_REQUEST.name()), new Ownership(opened));
                lost.set(null);
                while (!isClosed()) {
                    step(opened);
                    state.works(EdgeState.Use.REQUESTS);
                    failures = state.failure().isPresent() ? failures : 0;
                }
                commit(opened);
            } catch (WakeupException e) {
                LOGGER.atDebug().log("Chain edge woken to close");
            } catch (RuntimeException e) {
                failures++;
                state.failed(EdgeState.Use.REQUESTS, e);
                Refusal.sentence(e, clients.settings()).ifPresentOrElse(
                        why -> LOGGER.atError().addKeyValue("why", why).log("Kafka refuses the chain edge; trying again"),
                        () -> LOGGER.atWarn().addKeyValue("reason", e.getMessage()).setCause(e)
                                .log("Chain edge lost Kafka; trying again"));
                rest(BACKOFF.after(failures));
            } finally {
                stopHeads();
                ledgers.clear();
            }
        }
    }

    private Consumer<byte[], byte[]> open() {
        return clients.consumer(setup.instance() + "-chain-edge", Optional.of(setup.group()), new ByteArrayDeserializer(),
                new ByteArrayDeserializer(),
                Map.of(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, setup.instance() + "-chain-edge",
                        ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG,
                        Math.toIntExact(setup.sessionTimeout().toMillis()), ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG,
                        Math.toIntExact(setup.sessionTimeout().toMillis() / HEARTBEATS_PER_SESSION),
                        ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG,
                        MOST_BETWEEN_POLLS_MILLIS));
    }

    private void step(Consumer<byte[], byte[]> from) {
        for (ConsumerRecord<byte[], byte[]> record : from.poll(POLL)) {
            OffsetLedger ledger = ledgers.computeIfAbsent(new TopicPartition(record.topic(), record.partition()),
                    each -> new OffsetLedger(record.offset()));
            ledger.open(record.offset());
            take(record, ledger);
        }
        for (Runnable next = hopeless.poll(); next != null; next = hopeless.poll()) {
            next.run();
        }
        Exception cause = lost.get();
        if (cause != null) {
            state.failed(EdgeState.Use.RESULTS, cause);
            throw new KafkaException("a result was not stored", cause);
        }
        commit(from);
        rein(from);
    }

    private void take(ConsumerRecord<byte[], byte[]> record, OffsetLedger ledger) {
        switch (serdes.decoder().read(record)) {
            case Decoded.Value(SpecificRecord request) ->
                RequestFacts.of(request).ifPresentOrElse(facts -> begin(record, ledger, facts, request),
                        () -> bury(record, ledger, "no chain request: " + request.getSchema().getName()));
            case Decoded.Tombstone() -> bury(record, ledger, "a chain request without a value");
            case Decoded.Unreadable(String reason) -> bury(record, ledger, reason);
        }
    }

    private void begin(ConsumerRecord<byte[], byte[]> record, OffsetLedger ledger, RequestFacts facts, SpecificRecord request) {
        state.began();
        boolean begun = workers.begin(facts, request, result -> {
            String topic = facts.toLane() ? Topics.MESSAGE_RESULT.name() : Topics.CHAIN_RESULT.name();
            state.ended(!(result instanceof ChainRequestFailed));
            store(new ProducerRecord<>(topic, facts.key(), result), record, ledger);
        });
        if (!begun) {
            // The same request is under way: its offset is lower, so the commit waits for it.
            state.forgotten();
            ledger.done(record.offset());
        }
    }

    private void bury(ConsumerRecord<byte[], byte[]> record, OffsetLedger ledger, String reason) {
        LOGGER.atWarn().addKeyValue("topic", record.topic()).addKeyValue("partition", record.partition())
                .addKeyValue("offset", record.offset()).addKeyValue("reason", reason).log("Record moved to dead.letter");
        store(new ProducerRecord<>(Topics.DEAD_LETTER.name(), record.partition() % setup.partitions(),
                DeadLetters.key(record.key()), DeadLetters.of(record, reason)), record, ledger);
    }

    private void store(ProducerRecord<String, SpecificRecord> result, ConsumerRecord<byte[], byte[]> source,
            OffsetLedger ledger) {
        try {
            var _ = producer.send(result, (metadata, failure) -> {
                if (failure == null) {
                    state.works(EdgeState.Use.RESULTS);
                    ledger.done(source.offset());
                } else {
                    unstored(result, source, ledger, failure, failure instanceof RecordTooLargeException);
                }
            });
        } catch (RuntimeException e) {
            unstored(result, source, ledger, e, !(e instanceof RetriableException || e instanceof RegistryUnavailableException));
        }
    }

    /**
     * A result that can never be stored (a key of no lane, a record too large) would block its partition for ever: its request goes to
     * {@code dead.letter}, by the edge's own thread, since this one may be the producer's.
     */
    private void unstored(ProducerRecord<String, SpecificRecord> result, ConsumerRecord<byte[], byte[]> source,
            OffsetLedger ledger, Exception failure, boolean forEver) {
        if (forEver && !result.topic().equals(Topics.DEAD_LETTER.name())) {
            hopeless.add(() -> bury(source, ledger, "its result cannot be stored: " + failure.getMessage()));
        } else {
            lost.set(failure);
        }
    }

    private void commit(Consumer<byte[], byte[]> from) {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        ledgers.forEach((partition, ledger) -> ledger.advance()
                .ifPresent(offset -> offsets.put(partition, new OffsetAndMetadata(offset))));
        if (!offsets.isEmpty()) {
            from.commitAsync(offsets, null);
        }
    }

    private void rein(Consumer<byte[], byte[]> from) {
        ledgers.forEach((partition, ledger) -> {
            if (ledger.inFlight() > MOST_IN_FLIGHT) {
                from.pause(List.of(partition));
            } else if (ledger.inFlight() <= MOST_IN_FLIGHT / 2 && from.paused().contains(partition)) {
                from.resume(List.of(partition));
            }
        });
    }

    /** Follows who owns what; runs on the edge's thread inside poll. */
    private final class Ownership implements ConsumerRebalanceListener {
        private final Consumer<byte[], byte[]> from;

        Ownership(Consumer<byte[], byte[]> from) {
            this.from = from;
        }

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            LOGGER.atInfo().addKeyValue("partitions", partitions).log("Chain edge owns partitions");
            if (heads == null && partitions.stream().anyMatch(each -> each.partition() == 0)) {
                heads = new HeadWriter(chain.node(), chain.feed(),
                        () -> KafkaHeadLog.open(clients, serdes, setup.group() + "-heads", setup.partitions()), state,
                        setup.headSilence()).start();
            }
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            commit(from);
            onPartitionsLost(partitions);
        }

        @Override
        public void onPartitionsLost(Collection<TopicPartition> partitions) {
            partitions.forEach(ledgers::remove);
            if (partitions.stream().anyMatch(each -> each.partition() == 0)) {
                stopHeads();
            }
        }
    }

    private void stopHeads() {
        if (heads != null) {
            heads.close();
            heads = null;
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
        workers.close();
        Consumer<byte[], byte[]> open = consumer.get();
        if (open != null) {
            open.wakeup();
        }
        try {
            thread.join(Duration.ofSeconds(12));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        producer.close(Duration.ofSeconds(2));
    }
}
