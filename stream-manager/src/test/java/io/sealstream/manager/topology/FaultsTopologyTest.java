package io.sealstream.manager.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.schemas.Topics;
import io.sealstream.schemas.avro.DeadLetter;
import io.sealstream.schemas.avro.DeadlineClosed;
import io.sealstream.schemas.avro.LaneParked;
import io.sealstream.schemas.avro.LaneResumed;
import io.sealstream.schemas.avro.MessageFinal;
import io.sealstream.schemas.avro.NodeLost;
import io.sealstream.schemas.avro.NodeReturned;
import io.sealstream.schemas.avro.NodeTask;
import io.sealstream.schemas.avro.PersistWork;
import io.sealstream.schemas.avro.PreCommitMoved;
import io.sealstream.schemas.avro.ProofRefused;
import io.sealstream.schemas.avro.Rejected;
import io.sealstream.schemas.avro.Reply;
import io.sealstream.schemas.avro.Request;
import io.sealstream.schemas.avro.RequestSector;
import io.sealstream.schemas.avro.SealWork;
import io.sealstream.schemas.avro.SectorAllocated;
import io.sealstream.schemas.avro.SectorRetried;
import io.sealstream.schemas.avro.StepFailed;
import io.sealstream.schemas.avro.TaskFailed;
import io.sealstream.schemas.avro.TaskIssued;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes wrong around a sector, through the real topology: it still ends proven, with one effect per intent. */
class FaultsTopologyTest {
    @TempDir
    Path state;
    private ManagerDriver driver;
    private ScriptedWorld world;

    @BeforeEach
    void open() {
        driver = new ManagerDriver(state);
        world = new ScriptedWorld(driver);
    }

    @AfterEach
    void close() {
        driver.close();
    }

    private void seal() {
        world.setUp();
        world.requestSector(1);
        world.headsUntil(() -> "Proving".equals(world.stateOf(0)), 300);
    }

    private void assertSealedOnce() {
        assertThat(world.stateOf(0)).isEqualTo("Proving");
        assertThat(driver.left(SectorAllocated.class)).hasSize(1);
        assertThat(world.landed.stream().filter(m -> m.message().method() == 28)).hasSize(1);
        assertThat(driver.left(DeadLetter.class)).isEmpty();
        EventFold.of(driver.all).assertEqualTo(driver);
    }

    @Test
    void shouldChangeNothingTwiceWhenEveryAnswerComesThreeTimes() {
        world.times = 3;
        seal();
        world.headsUntil(() -> !driver.left(DeadlineClosed.class).isEmpty(), 1200);
        assertSealedOnce();
        assertThat(world.landed).hasSize(3);
        assertThat(driver.left(MessageFinal.class)).hasSize(3);
        assertThat(driver.left(DeadlineClosed.class)).singleElement().satisfies(c -> assertThat(c.getProven()).isTrue());
    }

    @Test
    void shouldHoldTheFoldOfItsEventsAtEveryHead() {
        world.setUp();
        world.requestSector(1);
        for (int i = 0; i < 60; i++) {
            world.nextHead();
            EventFold.of(driver.all).assertEqualTo(driver);
        }
        assertSealedOnce();
    }

    @Test
    void shouldAskAgainWhenTheFirstAnswerToEachQuestionIsLost() {
        Set<String> lost = new HashSet<>();
        world.drops = r -> !(r instanceof NodeTask) && r.getSchema().getField("requestId") != null
                && lost.add(r.getSchema().getName() + r.get(r.getSchema().getField("requestId").pos()));
        world.setUp();
        world.headsUntil(() -> driver.queries().miners().getFirst().waitingFor().isEmpty(), 20);
        world.requestSector(1);
        world.headsUntil(() -> "Proving".equals(world.stateOf(0)), 300);
        assertSealedOnce();
        assertThat(lost).hasSizeGreaterThan(10);
    }

    @Test
    void shouldProveAgainWhenTheChainRefusesTheProof() {
        world.proveCommitExits.add(16L);
        seal();
        assertSealedOnce();
        assertThat(driver.left(ProofRefused.class)).hasSize(1);
        assertThat(world.landed.stream().filter(m -> m.message().method() == 34)).hasSize(2);
    }

    @Test
    void shouldSendTheProveCommitAgainWhenItsFundsWereShort() {
        world.proveCommitExits.add(19L);
        seal();
        assertSealedOnce();
        assertThat(driver.left(ProofRefused.class)).isEmpty();
        assertThat(world.landed.stream().filter(m -> m.message().method() == 34)).hasSize(2);
    }

    @Test
    void shouldVoidSeedAndProofWhenAReorgMovesThePreCommit() {
        world.setUp();
        world.requestSector(1);
        world.headsUntil(() -> "AwaitingSeed".equals(world.stateOf(0)), 50);
        world.preCommitEpochs.put(0L, world.epoch + 3);
        world.headsUntil(() -> "Proving".equals(world.stateOf(0)), 300);
        assertSealedOnce();
        assertThat(driver.left(PreCommitMoved.class)).hasSize(1);
    }

    @Test
    void shouldParkTheLaneVisiblyWhileTheKeyIsLockedAndGoOnAfterwards() {
        world.locked = true;
        world.setUp();
        world.requestSector(1);
        world.headsUntil(() -> !driver.left(LaneParked.class).isEmpty(), 20);
        for (int i = 0; i < 30; i++) {
            world.nextHead();
        }
        assertThat(driver.left(LaneParked.class)).hasSize(1);
        assertThat(driver.queries().lanes().getFirst().parked()).contains("unlock");
        world.locked = false;
        world.headsUntil(() -> "Proving".equals(world.stateOf(0)), 300);
        assertSealedOnce();
        assertThat(driver.left(LaneResumed.class)).hasSize(1);
    }

    @Test
    void shouldGiveTheOriginalReplyToARepeatAndRefuseAnOlderNumber() {
        world.drops = r -> r instanceof NodeTask;
        world.setUp();
        world.requestSector(5);
        world.requestSector(5);
        world.requestSector(4);
        List<Reply> replies = driver.left(Reply.class).stream().filter(r -> r.getClient().equals("node")).toList();
        assertThat(replies).extracting(Reply::getValue).containsExactly("{\"sector\":0}", "{\"sector\":0}", "");
        assertThat(replies.getLast().getError()).contains("older");
        assertThat(driver.left(SectorAllocated.class)).hasSize(1);
    }

    @Test
    void shouldRefuseASectorWithItsReason() {
        world.setUp();
        world.give(Topics.NODE_RESULT, "f01000",
                new RequestSector(new Request("node", 9L, 0, 0L), "f01000", "node", 1L, "scratch"));
        world.headsUntil(() -> "Proving".equals(world.stateOf(0)), 100);
        world.requestSector(10);
        assertThat(driver.left(Reply.class).getLast().getError()).isEqualTo("no sector is wanted: 1 of 1 are begun");
        assertThat(driver.left(Rejected.class).getLast().getClient()).isEqualTo("node");
    }

    @Test
    void shouldRetryAFailedStepAndThenWaitForAPerson() {
        world.drops = r -> r instanceof NodeTask task && task.getWork() instanceof SealWork;
        world.setUp();
        world.requestSector(1);
        for (int attempt = 1; attempt <= 3; attempt++) {
            int wanted = attempt;
            world.headsUntil(
                    () -> driver.left(TaskIssued.class).stream()
                            .anyMatch(t -> t.getStep().name().equals("SEAL") && t.getAttempt() == wanted),
                    40);
            world.give(Topics.NODE_RESULT, "f01000/0", new TaskFailed(
                    new io.sealstream.schemas.avro.TaskRef("f01000/0/SEAL/" + attempt, attempt, "node"), "f01000", 0L,
                    io.sealstream.schemas.avro.FailureLevel.TEMPORARY, "disk full"));
        }
        assertThat(world.stateOf(0)).isEqualTo("AwaitingPerson");
        assertThat(driver.left(StepFailed.class)).hasSize(3);
        assertThat(driver.queries().sectors(io.sealstream.filecoin.ActorId.parse("f01000")).getFirst().waitingFor())
                .contains("disk full", "person");
        world.drops = r -> false;
        world.give(Topics.MINER_COMMAND, "f01000",
                new io.sealstream.schemas.avro.RetrySector(new Request("operator", 3L, 0, 0L), "f01000", 0L));
        world.headsUntil(() -> "Proving".equals(world.stateOf(0)), 300);
        assertThat(driver.left(SectorRetried.class)).hasSize(1);
        assertSealedOnce();
    }

    @Test
    void shouldSendNoProveCommitBeforeTheCopyIsInLongTermStorage() {
        world.drops = r -> r instanceof NodeTask task && task.getWork() instanceof PersistWork;
        world.setUp();
        world.requestSector(1);
        world.headsUntil(() -> "AwaitingPersistence".equals(world.stateOf(0)), 100);
        for (int i = 0; i < 20; i++) {
            world.nextHead();
        }
        assertThat(world.stateOf(0)).isEqualTo("AwaitingPersistence");
        world.drops = r -> false;
        world.headsUntil(() -> "Proving".equals(world.stateOf(0)), 300);
        assertSealedOnce();
    }

    @Test
    void shouldMoveWhatCannotBeReadToDeadLetterAndGoOn() {
        world.setUp();
        driver.pipe(Topics.NODE_RESULT, "f01000/0".getBytes(StandardCharsets.UTF_8), new byte[]{ 1, 2, 3}, new RecordHeaders());
        driver.pipe(Topics.NODE_RESULT, "not-a-miner",
                new RequestSector(new Request("node", 1L, 0, 0L), "f01000", "node", 1L, "scratch"));
        assertThat(driver.left(DeadLetter.class)).hasSize(2);
        assertThat(driver.alarm.unreadable()).isEqualTo(2);
        world.requestSector(1);
        world.headsUntil(() -> "Proving".equals(world.stateOf(0)), 100);
    }

    @Test
    void shouldAnswerNoDigestOfALogWithoutEvents() {
        world.setUp();
        assertThat(driver.digest("f01004")).isEqualTo("nothing is recorded of f01004");
        assertThat(driver.left(Rejected.class)).last().satisfies(r -> assertThat(r.getCommand()).isEqualTo("ReadDigest"));
    }

    @Test
    void shouldTellTheMinerWhenANodeFallsSilentAndComesBack() {
        world.setUp();
        for (int i = 0; i < 10; i++) {
            world.nextHead();
            driver.passTime(Duration.ofSeconds(5));
        }
        assertThat(driver.left(NodeLost.class)).hasSize(1);
        world.heartbeat();
        assertThat(driver.left(NodeReturned.class)).hasSize(2);
        assertThat(driver.queries().nodes().getFirst().here()).isTrue();
    }
}
