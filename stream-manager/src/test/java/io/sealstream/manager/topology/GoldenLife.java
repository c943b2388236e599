package io.sealstream.manager.topology;

import io.sealstream.schemas.Topics;
import io.sealstream.schemas.avro.AbortSector;
import io.sealstream.schemas.avro.AllocateSectors;
import io.sealstream.schemas.avro.DeadlineClosed;
import io.sealstream.schemas.avro.FailureLevel;
import io.sealstream.schemas.avro.LaneParked;
import io.sealstream.schemas.avro.NodeTask;
import io.sealstream.schemas.avro.Request;
import io.sealstream.schemas.avro.RetrySector;
import io.sealstream.schemas.avro.SealWork;
import io.sealstream.schemas.avro.TaskFailed;
import io.sealstream.schemas.avro.TaskIssued;
import io.sealstream.schemas.avro.TaskRef;
import java.time.Duration;

/** Four sectors with everything that goes wrong in the scripted world; the life that golden logs record. */
final class GoldenLife {
    private static final String MINER = ScriptedWorld.MINER;

    private final ManagerDriver driver;
    private final ScriptedWorld world;
    private long requests = 10;

    GoldenLife(ManagerDriver driver) {
        this.driver = driver;
        this.world = new ScriptedWorld(driver);
    }

    void live() {
        world.setUp();
        world.give(Topics.MINER_COMMAND, MINER, new AllocateSectors(request(), MINER, 3));
        refusedProofAndShortFunds();
        lockedKeyAndMovedPreCommit();
        failedStepsAndARetry();
        abortedSector();
        silentNode();
        world.headsUntil(() -> !driver.left(DeadlineClosed.class).isEmpty(), 1_500);
    }

    private Request request() {
        return new Request("operator", ++requests, 0, 0L);
    }

    private void refusedProofAndShortFunds() {
        world.proveCommitExits.add(16L);
        world.proveCommitExits.add(19L);
        world.requestSector(1);
        world.headsUntil(() -> "Proving".equals(world.stateOf(0)), 300);
    }

    private void lockedKeyAndMovedPreCommit() {
        world.locked = true;
        world.requestSector(2);
        world.headsUntil(() -> !driver.left(LaneParked.class).isEmpty(), 60);
        world.locked = false;
        world.headsUntil(() -> "AwaitingSeed".equals(world.stateOf(1)), 60);
        world.preCommitEpochs.put(1L, world.epoch + 3);
        world.headsUntil(() -> "Proving".equals(world.stateOf(1)), 300);
    }

    private void failedStepsAndARetry() {
        world.drops = r -> r instanceof NodeTask task && task.getWork() instanceof SealWork;
        world.requestSector(3);
        for (int attempt = 1; attempt <= 3; attempt++) {
            int wanted = attempt;
            world.headsUntil(() -> driver.left(TaskIssued.class).stream().anyMatch(
                    t -> t.getSector() == 2 && t.getStep().name().equals("SEAL") && t.getAttempt() == wanted), 60);
            world.give(Topics.NODE_RESULT, MINER + "/2",
                    new TaskFailed(new TaskRef(MINER + "/2/SEAL/" + attempt, attempt, "node"),
                            MINER, 2L, FailureLevel.TEMPORARY, "disk full"));
        }
        world.drops = r -> false;
        world.give(Topics.MINER_COMMAND, MINER, new RetrySector(request(), MINER, 2L));
        world.headsUntil(() -> "Proving".equals(world.stateOf(2)), 300);
    }

    private void abortedSector() {
        world.drops = r -> r instanceof NodeTask task && task.getWork() instanceof SealWork;
        world.requestSector(4);
        world.headsUntil(() -> "AwaitingReplica".equals(world.stateOf(3)), 60);
        world.give(Topics.MINER_COMMAND, MINER, new AbortSector(request(), MINER, 3L, "not wanted any more"));
        world.drops = r -> false;
    }

    private void silentNode() {
        for (int i = 0; i < 10; i++) {
            world.nextHead();
            driver.passTime(Duration.ofSeconds(5));
        }
        world.heartbeat();
    }
}
