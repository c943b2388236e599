package io.sealstream.manager.replay;

import java.util.ArrayDeque;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** One partition of one event topic. Records come in when {@link PartitionGroup} polls. */
final class TopicCursor implements Cursor {
    private final TopicPartition place;
    private final long cut;
    private final PartitionGroup group;
    private final ArrayDeque<ConsumerRecord<byte[], byte[]>> waiting = new ArrayDeque<>();
    private @Nullable LoggedEvent head;

    TopicCursor(TopicPartition place, long cut, PartitionGroup group) {
        this.place = place;
        this.cut = cut;
        this.group = group;
    }

    TopicPartition place() {
        return place;
    }

    /** End of what was there when reading began. */
    long cut() {
        return cut;
    }

    void arrived(ConsumerRecord<byte[], byte[]> raw) {
        waiting.add(raw);
    }

    int waiting() {
        return waiting.size();
    }

    boolean isDry() { return waiting.isEmpty() && head == null; }

    @Override
    public @Nullable LoggedEvent head() {
        if (head == null) {
            if (waiting.isEmpty()) {
                group.fill(this);
            }
            ConsumerRecord<byte[], byte[]> next = waiting.poll();
            head = next == null ? null : group.read(next);
        }
        return head;
    }

    @Override
    public boolean isDue() {
        LoggedEvent under = head();
        return under != null && under.raw().offset() < cut;
    }

    @Override
    public void advance() {
        head = null;
    }
}
