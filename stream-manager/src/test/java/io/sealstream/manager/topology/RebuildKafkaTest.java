package io.sealstream.manager.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.sealstream.devnet.testing.KafkaTestCluster;
import io.sealstream.manager.rebuild.Rebuild;
import io.sealstream.manager.rebuild.RebuildRefusedException;
import io.sealstream.manager.replay.BrokenLogException;
import io.sealstream.manager.replay.EventFile;
import io.sealstream.manager.replay.EventFileWriter;
import io.sealstream.manager.replay.EventSource;
import io.sealstream.manager.replay.EventTopics;
import io.sealstream.manager.replay.Fold;
import io.sealstream.manager.replay.Replay;
import io.sealstream.manager.replay.Selection;
import io.sealstream.schemas.Serdes;
import io.sealstream.schemas.Topics;
import io.sealstream.schemas.avro.AllocateSectors;
import io.sealstream.schemas.avro.NodeTask;
import io.sealstream.schemas.avro.Request;
import io.sealstream.schemas.avro.SealWork;
import io.sealstream.schemas.avro.SignMessage;
import io.sealstream.schemas.kafka.AdminCalls;
import io.sealstream.schemas.kafka.KafkaClients;
import io.sealstream.schemas.kafka.TopicAdmin;
import io.sealstream.schemas.kafka.TopicRefusedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A life on a real broker, its stores dropped in every way in the middle of it. */
class RebuildKafkaTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final List<String> LOGS = List.of(ScriptedWorld.MINER, ScriptedWorld.WORKER);

    @TempDir
    Path home = Path.of("");

    private final KafkaTestCluster kafka = KafkaTestCluster.shared();
    private final KafkaClients clients = kafka.clients();
    private final Serdes serdes = clients.serdes();
    private final Admin admin = clients.admin("test");

    @BeforeEach
    void topics() {
        kafka.reset();
        TopicAdmin topics = new TopicAdmin(admin, clients.settings());
        await().atMost(PATIENCE).ignoreExceptionsInstanceOf(TopicRefusedException.class)
                .untilAsserted(() -> topics.ensure(Topics.ALL));
        serdes.prepare(Topics.ALL);
    }

    @AfterEach
    void close() {
        admin.close();
        serdes.close();
    }

    private Rebuild.Outcome rebuild(KafkaManager manager) throws InterruptedException {
        return rebuild(manager, manager.settings.stateDir());
    }

    private Rebuild.Outcome rebuild(KafkaManager manager, Path stateDir) throws InterruptedException {
        return new Rebuild(new Rebuild.Setup(clients, serdes, manager.settings.applicationId(), stateDir,
                manager.settings.sessionTimeout(), ManagerDriver.RULES, KafkaManager.PARTITIONS), InstantSource.system()).run();
    }

    /** A manager that was stopped or killed is in the group until its session is over. */
    private Rebuild.Outcome rebuildWhenFree(KafkaManager manager) {
        Rebuild.Outcome[] outcome = new Rebuild.Outcome[1];
        await().atMost(PATIENCE).ignoreExceptionsInstanceOf(RebuildRefusedException.class).until(() -> {
            outcome[0] = rebuild(manager);
            return true;
        });
        return Objects.requireNonNull(outcome[0]);
    }

    /** Of those that have events. */
    private static List<String> digests(KafkaManager manager) {
        return LOGS.stream().map(manager::digest).filter(answer -> !answer.isEmpty()).toList();
    }

    private Fold fold(Selection selection) {
        try (EventTopics events = new EventTopics(clients, serdes, selection, Duration.ofSeconds(5))) {
            return new Replay(selection, event -> {}).run(events);
        }
    }

    private static List<String> digests(Fold fold) {
        return LOGS.stream().filter(log -> fold.position(log) > 0)
                .map(log -> "{\"log\":\"" + log + "\",\"sequence\":" + fold.position(log) + ",\"digest\":\""
                        + fold.digest(log) + "\"}")
                .toList();
    }

    private static void deleteAll(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Cases 21 and 33: stores dropped, or made anew from the log, in the middle of a life; nothing leaves twice. */
    @Test
    void shouldGoOnAfterARebuildAndRepeatNothing() throws Exception {
        try (KafkaManager manager = new KafkaManager(clients, serdes, "rebuilt", home)) {
            ScriptedWorld world = new ScriptedWorld(manager);
            manager.start();
            world.setUp();
            world.drops = r -> r instanceof NodeTask task && task.getWork() instanceof SealWork;
            world.requestSector(1);
            world.headsUntil(() -> "AwaitingReplica".equals(world.stateOf(0)), 30);
            List<String> live = digests(manager);
            assertThat(digests(fold(Selection.ALL))).isEqualTo(live);
            Map<String, Map<String, String>> before = manager.changelogs();
            assertThatThrownBy(() -> rebuild(manager)).isInstanceOf(RebuildRefusedException.class)
                    .hasMessageContaining("group rebuilt has rebuilt-1-1 at").hasMessageContaining("session of 6 s");
            manager.stop();

            rebuildWhenFree(manager);
            assertSame(before, manager.changelogs());
            assertStartsSilently(manager);
            assertThat(digests(manager)).isEqualTo(live);

            manager.stop();
            deleteAll(home.resolve("rebuilt"));
            assertStartsSilently(manager);
            assertThat(digests(manager)).isEqualTo(live);

            world.drops = r -> false;
            NodeTask seal = manager.left(NodeTask.class).stream().filter(t -> t.getWork() instanceof SealWork).findFirst()
                    .orElseThrow();
            world.answerLate(seal);
            world.headsUntil(() -> "AwaitingSeed".equals(world.stateOf(0)), 30);
            before = manager.changelogs();
            manager.stop();
            rebuildWhenFree(manager);
            assertSame(before, manager.changelogs());
            assertStartsSilently(manager);

            world.headsUntil(() -> "Proving".equals(world.stateOf(0)), 100);
            world.give(Topics.MINER_COMMAND, ScriptedWorld.MINER,
                    new AllocateSectors(new Request("operator", 3L, 0, 0L), ScriptedWorld.MINER, 1));
            world.requestSector(2);
            world.headsUntil(() -> "Proving".equals(world.stateOf(1)), 100);
            assertThat(digests(fold(Selection.ALL))).isEqualTo(digests(manager));
            assertNothingTwice(manager, world);
            assertReplayUntil();
            assertThat(manager.dead).isNotDone();
        }
    }

    /** Everything but the clock of nodes is the same; timers stand for the same machines and none rings later. */
    private static void assertSame(Map<String, Map<String, String>> before, Map<String, Map<String, String>> after) {
        before.forEach((store, entries) -> {
            Map<String, String> made = Objects.requireNonNull(after.get(store));
            switch (store) {
                case "nodes" -> assertThat(made.keySet()).isEqualTo(entries.keySet());
                case "miner-timers", "lane-timers" -> {
                    assertThat(keyed(made).keySet()).as(store).isEqualTo(keyed(entries).keySet());
                    keyed(made).forEach((key, at) -> assertThat(at).as(key).isLessThanOrEqualTo(keyed(entries).get(key)));
                    assertThat(made).hasSameSizeAs(entries);
                }
                default -> assertThat(made).as(store).isEqualTo(entries);
            }
        });
        assertThat(before.get("sector-history")).isNotEmpty();
    }

    private static Map<String, String> keyed(Map<String, String> timers) {
        Map<String, String> keyed = new java.util.TreeMap<>(timers);
        keyed.keySet().removeIf(key -> !key.contains(":k/"));
        return keyed;
    }

    private static void assertStartsSilently(KafkaManager manager) {
        manager.start();
        assertThat(manager.quiet()).isEmpty();
    }

    private static void assertNothingTwice(KafkaManager manager, ScriptedWorld world) {
        assertThat(world.pushes).doesNotHaveDuplicates();
        assertThat(manager.left(SignMessage.class)).extracting(SignMessage::getRequestId).doesNotHaveDuplicates();
        assertThat(manager.left(NodeTask.class)).extracting(t -> t.getTask().getTaskId()).doesNotHaveDuplicates();
        for (long method : new long[]{ 28, 34}) {
            assertThat(world.landed.stream().filter(m -> m.message().method() == method)).hasSize(2);
        }
        assertThat(new HashSet<>(world.landed.stream().map(m -> m.message().nonce()).toList())).hasSameSizeAs(world.landed);
    }

    /** The fold up to a sequence is the same whether it is read from Kafka or from an exported file. */
    private void assertReplayUntil() throws IOException {
        Path file = home.resolve("all.avro");
        Fold all;
        try (EventTopics events = new EventTopics(clients, serdes, Selection.ALL, Duration.ofSeconds(5));
                EventFileWriter writer = new EventFileWriter(file, serdes.registry()::byId)) {
            all = new Replay(Selection.ALL, writer::add).run(events);
            writer.finish();
        }
        assertThat(digests(folded(new EventFile(file, Selection.ALL), Selection.ALL))).isEqualTo(digests(all));
        long half = all.position(ScriptedWorld.MINER) / 2;
        Selection until = new Selection(Optional.of(ScriptedWorld.MINER), OptionalLong.of(half), Optional.empty());
        Fold fromKafka = fold(until);
        assertThat(fromKafka.positions()).containsExactly(Map.entry(ScriptedWorld.MINER, half));
        assertThat(folded(new EventFile(file, until), until).digest(ScriptedWorld.MINER))
                .isEqualTo(fromKafka.digest(ScriptedWorld.MINER)).isNotEqualTo(all.digest(ScriptedWorld.MINER));
    }

    private static Fold folded(EventSource source, Selection selection) {
        try (source) {
            return new Replay(selection, event -> {}).run(source);
        }
    }

    @Test
    void shouldStartNoManagerOnHalfARebuild() throws IOException {
        try (KafkaManager manager = new KafkaManager(clients, serdes, "halved", home)) {
            ScriptedWorld world = new ScriptedWorld(manager);
            manager.start();
            world.setUp();
            List<String> live = List.of(manager.digest(ScriptedWorld.MINER));
            manager.stop();
            new TopicAdmin(admin, clients.settings())
                    .delete(List.of("halved-miners-changelog", "halved-miner-positions-changelog"));
            assertThatThrownBy(manager::start).isInstanceOf(TopicRefusedException.class)
                    .hasMessageContaining("halved-miner-positions-changelog")
                    .hasMessageContaining("stream-manager rebuild --config FILE");
            // What a rebuild leaves that was killed after it began to delete.
            AdminCalls.await(admin.createTopics(List.of(
                    new org.apache.kafka.clients.admin.NewTopic("halved-rebuilding", Optional.of(1), Optional.empty()))).all(),
                    "marker");
            new TopicAdmin(admin, clients.settings())
                    .delete(List.of("halved-miners-changelog", "halved-miner-positions-changelog"));
            assertThatThrownBy(manager::start).isInstanceOf(RebuildRefusedException.class)
                    .hasMessageContaining("stream-manager rebuild --config FILE");
            // On another machine, so that here the old stores are left.
            await().atMost(PATIENCE).ignoreExceptionsInstanceOf(RebuildRefusedException.class)
                    .until(() -> rebuild(manager, home.resolve("elsewhere")).logs() == 1);
            Path old = Files.createFile(Files.createDirectories(home.resolve("halved").resolve("9_9")).resolve("old"));
            manager.start();
            assertThat(old).doesNotExist();
            assertThat(List.of(manager.digest(ScriptedWorld.MINER))).isEqualTo(live);
        }
    }

    /** Case 22 on the fold side: an event that nobody can read, and one that is missing. */
    @Test
    void shouldDeleteNothingWhereALogIsBroken() {
        try (KafkaManager manager = new KafkaManager(clients, serdes, "broken", home)) {
            ScriptedWorld world = new ScriptedWorld(manager);
            manager.start();
            world.setUp();
            manager.stop();
            Map<String, Map<String, String>> before = manager.changelogs();
            try (Producer<byte[], byte[]> producer = clients.producer("garbage")) {
                var _ = producer.send(new ProducerRecord<>("sector.event", 0, "f01000/0".getBytes(StandardCharsets.UTF_8),
                        new byte[]{ 1, 2, 3}));
            }
            await().atMost(PATIENCE).ignoreExceptionsInstanceOf(RebuildRefusedException.class)
                    .untilAsserted(() -> assertThatThrownBy(() -> rebuild(manager)).isInstanceOf(BrokenLogException.class)
                            .hasMessageStartingWith("sector.event-0@0: the event cannot be read"));
            assertThat(manager.changelogs()).isEqualTo(before);
            manager.start();
        }
    }

    /** Offsets that are gone while events are there: nothing of the past is taken again. */
    @Test
    void shouldGoOnAtTheEndWhenItsOffsetsAreLost() {
        try (KafkaManager manager = new KafkaManager(clients, serdes, "lost", home)) {
            ScriptedWorld world = new ScriptedWorld(manager);
            manager.start();
            world.setUp();
            List<String> live = List.of(manager.digest(ScriptedWorld.MINER));
            manager.stop();
            await().atMost(PATIENCE).ignoreExceptions().until(() -> {
                AdminCalls.await(admin.deleteConsumerGroups(List.of("lost")).all(), "deleting the group");
                return true;
            });
            manager.start();
            assertThat(List.of(manager.digest(ScriptedWorld.MINER))).isEqualTo(live);
            world.requestSector(1);
            world.headsUntil(() -> "Proving".equals(world.stateOf(0)), 100);
        }
    }
}
