package io.sealstream.manager.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.filecoin.ActorId;
import io.sealstream.manager.domain.Event;
import io.sealstream.manager.domain.message.LaneFold;
import io.sealstream.manager.domain.message.LaneMachine;
import io.sealstream.manager.domain.message.LaneMessage;
import io.sealstream.manager.domain.message.LaneState;
import io.sealstream.manager.domain.message.MessageEvent;
import io.sealstream.manager.domain.miner.MinerEvent;
import io.sealstream.manager.domain.miner.MinerFold;
import io.sealstream.manager.domain.miner.MinerMachine;
import io.sealstream.manager.domain.miner.MinerState;
import io.sealstream.manager.domain.proving.Partition;
import io.sealstream.manager.domain.proving.ProvingEvent;
import io.sealstream.manager.domain.proving.ProvingMachine;
import io.sealstream.manager.domain.sector.Sector;
import io.sealstream.manager.domain.sector.SectorEvent;
import io.sealstream.manager.domain.sector.SectorMachine;
import io.sealstream.manager.topology.ManagerDriver.Out;
import io.sealstream.manager.wire.EventRecords;
import io.sealstream.manager.wire.Recorded;
import io.sealstream.manager.wire.StateCodec;
import io.sealstream.schemas.Topics;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;

/** States made from the event topics alone, as a rebuild would make them. */
final class EventFold {
    private final Map<String, MinerState> miners = new TreeMap<>();
    private final Map<String, Sector> sectors = new TreeMap<>();
    private final Map<String, Partition> partitions = new TreeMap<>();
    private final Map<String, LaneState> lanes = new TreeMap<>();
    private final Map<String, LaneMessage> messages = new TreeMap<>();
    private final Map<String, Long> sequences = new TreeMap<>();

    /** Merges the topics by sequence per miner and lane; a gap or a repeat fails. */
    static EventFold of(List<Out> records) {
        EventFold fold = new EventFold();
        Map<String, List<SpecificRecord>> logs = new TreeMap<>();
        records.stream().filter(o -> Topics.byName(o.topic()).orElseThrow().events())
                .forEach(o -> logs.computeIfAbsent(o.key().split("/", -1)[0], k -> new ArrayList<>()).add(o.record()));
        logs.forEach((log, events) -> events.stream().map(EventRecords::read)
                .sorted(Comparator.comparingLong((Recorded<Event> r) -> r.meta().sequence())).forEach(r -> fold.take(log, r)));
        return fold;
    }

    private void take(String log, Recorded<Event> recorded) {
        long expected = sequences.getOrDefault(log, 0L) + 1;
        assertThat(recorded.meta().sequence()).as("sequence of %s", log).isEqualTo(expected);
        sequences.put(log, expected);
        switch (recorded.event()) {
            case MinerEvent e ->
                miners.compute(log, (k, m) -> new MinerMachine(ActorId.parse(k)).apply(m, e, recorded.meta().epoch()));
            case SectorEvent e -> {
                sectors.compute(e.sector().toString(), (k, s) -> new SectorMachine().apply(s, e, recorded.meta().epoch()));
                miners.compute(log, (k, m) -> MinerFold.observe(m, e));
            }
            case ProvingEvent e -> {
                partitions.compute(e.partition().toString(), (k, p) -> new ProvingMachine().apply(p, e, recorded.meta().epoch()));
                miners.compute(log, (k, m) -> MinerFold.observe(m, e));
            }
            case MessageEvent e -> {
                if (e instanceof MessageEvent.OfMessage of) {
                    messages.put(Stores.messageKey(log, of.intent()),
                            LaneFold.message(lanes.get(log), of, recorded.meta().epoch()));
                }
                lanes.compute(log, (k, l) -> new LaneMachine().apply(l, e, recorded.meta().epoch()));
            }
            default -> throw new AssertionError(recorded);
        }
    }

    /** Every store holds exactly the fold, byte for byte. */
    void assertEqualTo(ManagerDriver driver) {
        same(driver, Stores.MINERS, miners);
        same(driver, Stores.SECTORS, sectors);
        same(driver, Stores.PARTITIONS, partitions);
        same(driver, Stores.LANES, lanes);
        same(driver, Stores.MESSAGES, messages);
    }

    private static <S> void same(ManagerDriver driver, Stores.Kind<S> kind, Map<String, S> fold) {
        Map<String, String> stored = new TreeMap<>();
        driver.store(kind.store())
                .forEach((key, value) -> stored.put(key, new String(value, 1, value.length - 1, StandardCharsets.UTF_8)));
        Map<String, String> folded = new TreeMap<>();
        fold.forEach((key, state) -> {
            byte[] bytes = StateCodec.encode(state);
            folded.put(key, new String(bytes, 1, bytes.length - 1, StandardCharsets.UTF_8));
        });
        assertThat(stored).as(kind.store()).isEqualTo(folded);
    }
}
