package io.sealstream.manager.wire;

import io.sealstream.manager.domain.Event;
import io.sealstream.manager.domain.Target;
import io.sealstream.manager.domain.message.MessageEvent;
import io.sealstream.manager.domain.miner.MinerEvent;
import io.sealstream.manager.domain.proving.ProvingEvent;
import io.sealstream.manager.domain.sector.SectorEvent;
import io.sealstream.schemas.Topics;
import io.sealstream.schemas.avro.Meta;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;

/** Events of every machine, as records of their logs and back. */
public final class EventRecords {
    private static final String META = "meta";

    private EventRecords() {}

    /**
     * The record of an event in its topic, under the key of its machine.
     *
     * @param partitions N of the cluster
     */
    public static Outgoing of(Event event, EventMeta meta, int partitions) {
        Meta place = meta.toAvro();
        String key = target(event).key();
        return switch (event) {
            case SectorEvent e -> Outgoing.keyed(Topics.SECTOR_EVENT, key, partitions, SectorEventRecords.of(e, place));
            case MinerEvent e -> Outgoing.keyed(Topics.MINER_EVENT, key, partitions, MinerEventRecords.of(e, place));
            case ProvingEvent e -> Outgoing.keyed(Topics.PROVING_EVENT, key, partitions, ProvingEventRecords.of(e, place));
            case MessageEvent e -> Outgoing.keyed(Topics.MESSAGE_EVENT, key, partitions, MessageEventRecords.of(e, place));
            default -> throw new IllegalArgumentException("no log holds events of " + event.getClass().getName());
        };
    }

    /** The machine an event is of. */
    public static Target target(Event event) {
        return switch (event) {
            case SectorEvent e -> new Target.OfSector(e.sector());
            case MinerEvent e -> new Target.OfMiner(e.miner());
            case ProvingEvent e -> new Target.OfPartition(e.partition());
            case MessageEvent e -> new Target.OfLane(e.sender());
            default -> throw new IllegalArgumentException("no machine has events of " + event.getClass().getName());
        };
    }

    /**
     * The event of a record of one of the four logs.
     *
     * @throws BadRecordException where it is no event, or a field holds no value of its kind
     */
    public static Recorded<Event> read(SpecificRecord record) {
        Optional<? extends Event> event = SectorEventReader.read(record);
        if (event.isEmpty()) {
            event = MinerEventRecords.read(record);
        }
        if (event.isEmpty()) {
            event = ProvingEventRecords.read(record);
        }
        if (event.isEmpty()) {
            event = MessageEventRecords.read(record);
        }
        Event found = event
                .orElseThrow(() -> new BadRecordException(record.getSchema().getName(), "topic", "an event log", "not an event"));
        Schema.Field meta = record.getSchema().getField(META);
        return new Recorded<>(EventMeta.of((Meta) record.get(meta.pos())), found);
    }
}
