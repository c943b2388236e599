package io.sealstream.manager.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.manager.domain.Event;
import io.sealstream.manager.replay.Fold;
import io.sealstream.manager.topology.RunningManager.Out;
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

/** The stores of a driver beside the fold of the events that left it. */
final class EventFold {
    private final Fold fold = new Fold();

    /** Merges the topics by sequence per miner and lane; a gap or a repeat fails. */
    static EventFold of(List<Out> records) {
        EventFold made = new EventFold();
        Map<String, List<SpecificRecord>> logs = new TreeMap<>();
        records.stream().filter(o -> Topics.byName(o.topic()).orElseThrow().events())
                .forEach(o -> logs.computeIfAbsent(Fold.logOf(o.key()), k -> new ArrayList<>()).add(o.record()));
        logs.forEach((log, events) -> events.stream().map(EventRecords::read)
                .sorted(Comparator.comparingLong((Recorded<Event> r) -> r.meta().sequence()))
                .forEach(r -> made.fold.take(log, r)));
        return made;
    }

    /** Every store holds exactly the fold, byte for byte, and the manager answers its digests. */
    void assertEqualTo(ManagerDriver driver) {
        same(driver, Stores.MINERS);
        same(driver, Stores.SECTORS);
        same(driver, Stores.PARTITIONS);
        same(driver, Stores.LANES);
        same(driver, Stores.MESSAGES);
        fold.positions().forEach((log, sequence) -> assertThat(driver.digest(log)).isEqualTo(
                "{\"log\":\"" + log + "\",\"sequence\":" + sequence + ",\"digest\":\"" + fold.digest(log) + "\"}"));
    }

    private <S> void same(ManagerDriver driver, Stores.Kind<S> kind) {
        Map<String, String> stored = new TreeMap<>();
        driver.store(kind.store())
                .forEach((key, value) -> stored.put(key, new String(value, 1, value.length - 1, StandardCharsets.UTF_8)));
        Map<String, String> folded = new TreeMap<>();
        fold.states(kind).forEach((key, state) -> {
            byte[] bytes = StateCodec.encode(state);
            folded.put(key, new String(bytes, 1, bytes.length - 1, StandardCharsets.UTF_8));
        });
        assertThat(stored).as(kind.store()).isEqualTo(folded);
    }
}
