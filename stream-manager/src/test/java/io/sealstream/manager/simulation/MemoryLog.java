package io.sealstream.manager.simulation;

import io.sealstream.schemas.Serdes;
import io.sealstream.schemas.Topic;
import io.sealstream.schemas.Topics;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * The broker: every topic in N partitions, in memory. Records of open and aborted transactions stand between the others, as in Kafka; a
 * committed reader stops at the first open one and passes over aborted ones.
 */
final class MemoryLog {
    private final int partitions;
    private final Serdes serdes;
    /** A planted bug: somebody reads what is not committed, and must hear of it at once. */
    private final boolean uncommittedReaders;
    private final Map<String, List<List<LogRecord>>> topics = new LinkedHashMap<>();
    private final Map<String, List<Runnable>> listeners = new LinkedHashMap<>();
    private final List<Consumer<LogRecord>> witnesses = new ArrayList<>();
    private boolean reachable = true;

    MemoryLog(int partitions, Serdes serdes, boolean uncommittedReaders) {
        this.uncommittedReaders = uncommittedReaders;
        this.partitions = partitions;
        this.serdes = serdes;
        for (Topic topic : Topics.ALL) {
            List<List<LogRecord>> logs = new ArrayList<>();
            for (int i = 0; i < partitions; i++) {
                logs.add(new ArrayList<>());
            }
            topics.put(topic.name(), logs);
        }
    }

    int partitions() {
        return partitions;
    }

    /** Whether clients reach the broker; while they do not, nobody reads and nothing is committed. */
    boolean reachable() {
        return reachable;
    }

    void reachable(boolean can) {
        reachable = can;
        if (can) {
            listeners.values().forEach(each -> each.forEach(Runnable::run));
        }
    }

    List<LogRecord> records(Topic topic, int partition) {
        return topics.getOrDefault(topic.name(), List.of()).get(partition);
    }

    /** Appends to an open transaction. */
    LogRecord append(Transaction transaction, Topic topic, int partition, String key, byte @Nullable [] value, Headers headers) {
        List<LogRecord> log = records(topic, partition);
        LogRecord record = new LogRecord(topic, partition, log.size(), key.getBytes(StandardCharsets.UTF_8), value, headers,
                transaction);
        log.add(record);
        transaction.records.add(record);
        if (uncommittedReaders) {
            listeners.getOrDefault(name(topic, partition), List.of()).forEach(Runnable::run);
        }
        return record;
    }

    LogRecord append(Transaction transaction, Topic topic, int partition, String key, @Nullable SpecificRecord record) {
        Headers headers = new RecordHeaders();
        byte[] value = record == null ? null : serdes.encoder().serialize(topic.name(), headers, record);
        return append(transaction, topic, partition, key, value, headers);
    }

    /** Appends one record that is visible at once. */
    void append(Topic topic, int partition, String key, SpecificRecord record) {
        Transaction own = new Transaction();
        append(own, topic, partition, key, record);
        commit(own);
    }

    void commit(Transaction transaction) {
        transaction.end(Transaction.State.COMMITTED);
        transaction.records.forEach(record -> witnesses.forEach(witness -> witness.accept(record)));
        notifyReaders(transaction);
    }

    void abort(Transaction transaction) {
        transaction.end(Transaction.State.ABORTED);
        notifyReaders(transaction);
    }

    private void notifyReaders(Transaction transaction) {
        Set<String> touched = new LinkedHashSet<>();
        transaction.records.forEach(record -> touched.add(name(record.topic, record.partition)));
        touched.forEach(each -> listeners.getOrDefault(each, List.of()).forEach(Runnable::run));
    }

    private static String name(Topic topic, int partition) {
        return topic.name() + "-" + partition;
    }

    /** Runs the listener whenever something may have become visible in a partition. It must not read at once, but plan to. */
    void listen(Topic topic, int partition, Runnable listener) {
        listeners.computeIfAbsent(name(topic, partition), each -> new ArrayList<>()).add(listener);
    }

    /** Shows each record as it is committed. */
    void witness(Consumer<LogRecord> witness) {
        witnesses.add(witness);
    }

    /** The value as a record; null for a tombstone. Everything in this log can be read. */
    @Nullable
    SpecificRecord read(LogRecord record) {
        if (record.value == null) {
            return null;
        }
        SpecificRecord known = record.decoded();
        if (known == null) {
            known = serdes.decoder().deserialize(record.topic.name(), record.headers, record.value);
            if (known == null) {
                throw new IllegalStateException("a value reads as none: " + record.place());
            }
            record.decoded(known);
        }
        return known;
    }

    /** A place in a partition. */
    static final class Reader {
        private final MemoryLog log;
        private final List<LogRecord> records;
        private final boolean uncommitted;
        private int position;

        Reader(MemoryLog log, Topic topic, int partition, long from, boolean uncommitted) {
            this.log = log;
            this.records = log.records(topic, partition);
            this.position = Math.toIntExact(from);
            this.uncommitted = uncommitted;
        }

        long position() {
            return position;
        }

        /** The next visible record, which {@link #take} then passes; null when there is none. */
        @Nullable
        LogRecord peek() {
            while (log.reachable() && position < records.size()) {
                LogRecord next = records.get(position);
                if (uncommitted || next.transaction.state() == Transaction.State.COMMITTED) {
                    return next;
                }
                if (next.transaction.state() == Transaction.State.OPEN) {
                    return null;
                }
                position++;
            }
            return null;
        }

        @Nullable
        LogRecord take() {
            LogRecord next = peek();
            if (next != null) {
                position++;
            }
            return next;
        }
    }
}
