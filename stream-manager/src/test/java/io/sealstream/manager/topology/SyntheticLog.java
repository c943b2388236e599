package io.sealstream.manager.topology;

import io.sealstream.manager.replay.Fold;
import io.sealstream.manager.replay.LoggedEvent;
import io.sealstream.manager.wire.EventRecords;
import io.sealstream.schemas.Topic;
import io.sealstream.schemas.Topics;
import io.sealstream.schemas.avro.Meta;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/**
 * The log of a miner with any number of sectors: the life of one sector, lived by the real machines, once for each number. Every event folds;
 * only the bytes of messages and proofs are the same for all.
 */
final class SyntheticLog {
    /** An event without its place. */
    record Line(Topic topic, String key, SpecificRecord record) {}

    private final List<Line> preamble = new ArrayList<>();
    private final List<Line> life = new ArrayList<>();
    private final Set<String> intents = new TreeSet<>();
    private final Map<String, Long> sequences = new HashMap<>();

    SyntheticLog(Path state) {
        try (ManagerDriver driver = new ManagerDriver(state)) {
            ScriptedWorld world = new ScriptedWorld(driver);
            world.setUp();
            int begun = driver.events.size();
            world.requestSector(1);
            world.headsUntil(() -> "Proving".equals(world.stateOf(0)), 100);
            List<LoggedEvent> all = GoldenLogTest.events(driver);
            driver.queries().messages(io.sealstream.manager.query.MessageFilter.ALL).forEach(m -> intents.add(m.intent()));
            all.forEach(e -> (driver.events.indexOf(e.raw()) < begun ? preamble : life).add(line(driver, e)));
        }
    }

    private static Line line(ManagerDriver driver, LoggedEvent event) {
        SpecificRecord record = Objects
                .requireNonNull(driver.serdes.decoder().deserialize(event.raw().topic(), event.raw().headers(),
                        event.raw().value()));
        return new Line(Topics.byName(event.raw().topic()).orElseThrow(), EventRecords.target(event.event().event()).key(),
                record);
    }

    /** Events of one sector. */
    int eventsOfASector() {
        return life.size();
    }

    /** Writes the events of so many sectors in the order of their logs. */
    void write(int sectors, Consumer<Line> out) {
        preamble.forEach(line -> out.accept(copy(line, 0)));
        for (int n = 0; n < sectors; n++) {
            for (Line line : life) {
                out.accept(copy(line, n));
            }
        }
    }

    private Line copy(Line line, long number) {
        SpecificRecord copy = SpecificData.get().deepCopy(line.record().getSchema(), line.record());
        Meta old = (Meta) copy.get(copy.getSchema().getField("meta").pos());
        long sequence = sequences.merge(Fold.logOf(line.key()), 1L, Long::sum);
        copy.put(copy.getSchema().getField("meta").pos(), new Meta(sequence, old.getEpoch(), old.getCause()));
        for (Schema.Field field : copy.getSchema().getFields()) {
            Object value = copy.get(field.pos());
            switch (field.name()) {
                case "sector" -> copy.put(field.pos(), number);
                case "sectors" -> copy.put(field.pos(), List.of(number));
                case "intent" -> copy.put(field.pos(), intents.contains(value) ? value + "/" + number : value);
                default -> {
                    // the same for all sectors
                }
            }
        }
        return new Line(line.topic(), line.topic().equals(Topics.SECTOR_EVENT) ? ScriptedWorld.MINER + "/" + number : line.key(),
                copy);
    }
}
