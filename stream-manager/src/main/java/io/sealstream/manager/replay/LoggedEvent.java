package io.sealstream.manager.replay;

import io.sealstream.manager.domain.Event;
import io.sealstream.manager.wire.Recorded;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * An event with the record it stands in.
 *
 * @param raw the record as it was read
 * @param log key of its miner or lane
 */
public record LoggedEvent(ConsumerRecord<byte[], byte[]> raw, String log, Recorded<Event> event) {
    /** Where it stands: {@code topic-partition@offset}. */
    public String place() {
        return place(raw);
    }

    static String place(ConsumerRecord<?, ?> raw) {
        return raw.topic() + "-" + raw.partition() + "@" + raw.offset();
    }

    long sequence() {
        return event.meta().sequence();
    }
}
