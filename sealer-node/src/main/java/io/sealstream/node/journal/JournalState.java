package io.sealstream.node.journal;

import io.sealstream.filecoin.SectorId;
import io.sealstream.node.domain.Checkpoint;
import io.sealstream.node.domain.SectorRequest;
import io.sealstream.node.domain.Stage;
import io.sealstream.node.domain.TaskBook.Entry;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the lines of a journal add up to. */
final class JournalState {
    private final Map<String, Entry> tasks = new LinkedHashMap<>();
    private final Map<SectorId, Map<Stage, Checkpoint>> checkpoints = new LinkedHashMap<>();
    private long lastNumber;
    private long lastIncarnation;
    private @Nullable SectorRequest pending;

    void apply(JournalLine line) {
        switch (line) {
            case JournalLine.Taken taken -> tasks.put(taken.task().id(), new Entry.Open(taken.task()));
            case JournalLine.Finished finished -> tasks.computeIfPresent(finished.id(),
                    (_, entry) -> new Entry.Done(entry.task(), finished.outcome()));
            case JournalLine.Dropped dropped -> tasks.remove(dropped.id());
            case JournalLine.Saved saved ->
                checkpoints.computeIfAbsent(saved.checkpoint().sector(), _ -> new EnumMap<>(Stage.class))
                        .put(saved.checkpoint().stage(), saved.checkpoint());
            case JournalLine.Cleared cleared -> checkpoints.remove(cleared.sector());
            case JournalLine.Started started -> lastIncarnation = Math.max(lastIncarnation, started.incarnation());
            case JournalLine.Requested requested -> {
                pending = requested.request();
                lastNumber = Math.max(lastNumber, requested.request().number());
            }
            case JournalLine.Answered answered -> {
                lastNumber = Math.max(lastNumber, answered.number());
                if (pending != null && pending.number() == answered.number()) {
                    pending = null;
                }
            }
        }
    }

    /** The fewest lines that add up to this state. */
    List<JournalLine> lines() {
        List<JournalLine> lines = new ArrayList<>();
        lines.add(new JournalLine.Started(lastIncarnation));
        lines.add(new JournalLine.Answered(pending == null ? lastNumber : lastNumber - 1));
        if (pending != null) {
            lines.add(new JournalLine.Requested(pending));
        }
        for (Entry entry : tasks.values()) {
            lines.add(new JournalLine.Taken(entry.task()));
            if (entry instanceof Entry.Done done) {
                lines.add(new JournalLine.Finished(done.task().id(), done.outcome()));
            }
        }
        checkpoints.values().forEach(stages -> stages.values().forEach(kept -> lines.add(new JournalLine.Saved(kept))));
        return lines;
    }

    List<Entry> tasks() {
        return List.copyOf(tasks.values());
    }

    Optional<Checkpoint> checkpoint(SectorId sector, Stage stage) {
        return Optional.ofNullable(checkpoints.getOrDefault(sector, Map.of()).get(stage));
    }

    int checkpointCount() {
        return checkpoints.values().stream().mapToInt(Map::size).sum();
    }

    long lastIncarnation() {
        return lastIncarnation;
    }

    long lastNumber() {
        return lastNumber;
    }

    Optional<SectorRequest> pending() {
        return Optional.ofNullable(pending);
    }
}
