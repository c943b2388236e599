package io.sealstream.manager.rebuild;

import io.sealstream.manager.domain.policy.FeeHistory;
import io.sealstream.manager.domain.policy.ChainRules;
import io.sealstream.manager.replay.EventTopics;
import io.sealstream.manager.replay.Fold;
import io.sealstream.manager.replay.Replay;
import io.sealstream.manager.replay.Selection;
import io.sealstream.manager.topology.ManagerTopology;
import io.sealstream.manager.topology.Stores;
import io.sealstream.manager.wire.Head;
import io.sealstream.schemas.Serdes;
import io.sealstream.schemas.Topic;
import io.sealstream.schemas.Topics;
import io.sealstream.schemas.kafka.KafkaClients;
import io.sealstream.schemas.kafka.TopicAdmin;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;

/**
 * Makes all stores of a stopped manager anew: folds the events, deletes local stores and changelogs, and writes the changelogs from the fold.
 * Offsets stay where they are, so the manager goes on with the record after the last one it took, and no effect leaves twice. Nothing is
 * deleted before all events were read and folded. May be killed and run again at any point.
 */
public final class Rebuild {
    private static final Duration SETTLING = Duration.ofSeconds(5);

    private final Setup setup;
    private final InstantSource clock;

    /**
     * What is rebuilt.
     *
     * @param application group of the manager and prefix of its changelogs
     * @param stateDir    folder of local stores
     * @param session     time after which a killed manager leaves the group
     * @param partitions  N of the cluster
     */
    public record Setup(KafkaClients clients, Serdes serdes, String application, Path stateDir, Duration session,
            ChainRules rules,
            int partitions) {}

    /** What was written. */
    public record Outcome(long events, int logs, long entries) {}

    public Rebuild(Setup setup, InstantSource clock) {
        this.setup = setup;
        this.clock = clock;
    }

    /**
     * Rebuilds.
     *
     * @throws RebuildRefusedException                             while a manager is in the group
     * @throws io.sealstream.manager.replay.BrokenLogException where a log cannot be folded; nothing was deleted then
     */
    public Outcome run() throws InterruptedException {
        try (Admin admin = setup.clients().admin("rebuild")) {
            ManagerGroup group = new ManagerGroup(admin, setup.application(), setup.session());
            group.requireEmpty();
            RebuildMarker marker = new RebuildMarker(admin, setup.application());
            TopicAdmin topics = new TopicAdmin(admin, setup.clients().settings());
            boolean first = marker.put();
            Replay replay = new Replay(Selection.ALL, event -> {});
            Fold fold;
            try {
                group.requireEmpty();
                group.awaitEndOfTransactions(setup.partitions());
                fold = fold(replay);
            } catch (RuntimeException e) {
                if (first) {
                    marker.remove(topics);
                }
                throw e;
            }
            deleteLocalStores();
            topics.recreateChangelogs(ManagerTopology.changelogs(setup.application()));
            long entries = write(fold, group);
            group.requireEmpty();
            marker.remove(topics);
            return new Outcome(replay.events(), fold.positions().size(), entries);
        }
    }

    private Fold fold(Replay replay) {
        try (EventTopics events = new EventTopics(setup.clients(), setup.serdes(), Selection.ALL, SETTLING)) {
            return replay.run(events);
        }
    }

    private void deleteLocalStores() {
        Path stores = setup.stateDir().resolve(setup.application());
        if (!Files.exists(stores)) {
            return;
        }
        try (Stream<Path> files = Files.walk(stores)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "local stores in " + stores + " cannot be deleted; make the folder writable and run again", e);
        }
    }

    private long write(Fold fold, ManagerGroup group) {
        try (ChangelogWriter out = new ChangelogWriter(setup.clients().producer("rebuild"), setup.application());
                Consumer<byte[], byte[]> consumer = setup.clients().consumer("rebuild", Optional.empty())) {
            LastRecords last = new LastRecords(consumer, setup.serdes(), group);
            Map<Integer, Head> minerHeads = heads(last, Topics.MINER_HEAD);
            Map<Integer, Head> laneHeads = heads(last, Topics.MESSAGE_HEAD);
            StoreContents contents = new StoreContents(out, setup.rules(), setup.partitions());
            contents.heads(Stores.MINER_BOOK, minerHeads);
            contents.heads(Stores.LANE_BOOK, laneHeads);
            contents.fees(fees(last));
            contents.states(fold, minerHeads, laneHeads);
            contents.nodes(
                    NodeTable.of(last.heartbeats(setup.partitions()), fold.states(Stores.MINERS).values(), clock.millis()));
            history(out);
            return out.finish();
        }
    }

    private Map<Integer, Head> heads(LastRecords last, Topic topic) {
        Map<Integer, Head> heads = new TreeMap<>();
        for (int p = 0; p < setup.partitions(); p++) {
            int partition = p;
            last.head(topic, p).ifPresent(head -> heads.put(partition, head));
        }
        return heads;
    }

    private Map<Integer, FeeHistory> fees(LastRecords last) {
        Map<Integer, FeeHistory> fees = new TreeMap<>();
        for (int p = 0; p < setup.partitions(); p++) {
            FeeHistory known = last.fees(Topics.MINER_HEAD, p);
            if (!known.equals(FeeHistory.NONE)) {
                fees.put(p, known);
            }
        }
        return fees;
    }

    /** The history keeps the bytes of each event of a sector as they stand in the topic. */
    private void history(ChangelogWriter out) {
        try (EventTopics events = new EventTopics(setup.clients(), setup.serdes(), List.of(Topics.SECTOR_EVENT))) {
            events.read(event -> out.put(Stores.HISTORY, event.raw().partition(),
                    Stores.historyKey(new String(event.raw().key(), StandardCharsets.UTF_8), event.event().meta().sequence()),
                    event.raw().value()));
        }
    }
}
