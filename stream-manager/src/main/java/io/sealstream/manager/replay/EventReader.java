package io.sealstream.manager.replay;

import io.sealstream.manager.domain.Event;
import io.sealstream.manager.wire.BadRecordException;
import io.sealstream.manager.wire.EventRecords;
import io.sealstream.manager.wire.Recorded;
import io.sealstream.schemas.AvroDecoder;
import io.sealstream.schemas.UndecodableException;
import java.nio.charset.StandardCharsets;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Records of event topics as events. */
final class EventReader {
    private final AvroDecoder decoder;

    EventReader(AvroDecoder decoder) {
        this.decoder = decoder;
    }

    /** The log a record belongs to, by its key alone. */
    static String logOf(ConsumerRecord<byte[], byte[]> raw) {
        return raw.key() == null ? "" : Fold.logOf(new String(raw.key(), StandardCharsets.UTF_8));
    }

    /**
     * The event of a record.
     *
     * @throws BrokenLogException with the place, where it is none, or not of the machine that its key names
     */
    LoggedEvent read(ConsumerRecord<byte[], byte[]> raw) {
        try {
            SpecificRecord record = decoder.deserialize(raw.topic(), raw.headers(), raw.value());
            if (record == null) {
                throw new BrokenLogException(LoggedEvent.place(raw) + ": an event log holds no tombstones");
            }
            Recorded<Event> event = EventRecords.read(record);
            String key = raw.key() == null ? "" : new String(raw.key(), StandardCharsets.UTF_8);
            String machine = EventRecords.target(event.event()).key();
            if (!key.equals(machine)) {
                throw new BrokenLogException(
                        LoggedEvent.place(raw) + ": an event of " + machine + " stands under the key \"" + key + "\"");
            }
            return new LoggedEvent(raw, Fold.logOf(key), event);
        } catch (UndecodableException | BadRecordException e) {
            throw new BrokenLogException(LoggedEvent.place(raw) + ": the event cannot be read: " + e.getMessage(), e);
        }
    }
}
