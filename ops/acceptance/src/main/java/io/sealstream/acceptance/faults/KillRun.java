package io.sealstream.acceptance.faults;

import io.sealstream.proofs.scripted.Step;
import io.sealstream.schemas.avro.Finalized;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;

/** Seals one sector for each kill point and kills there; everything is looked at after each one. */
final class KillRun {
    private static final Duration SECTOR = Duration.ofMinutes(3);
    /** The node's steps take time, so that a kill soon after a fact meets a step under way. */
    private static final Map<Step, Duration> PACE = Map.of(Step.PRE_COMMIT1, Duration.ofMillis(700), Step.PRE_COMMIT2,
            Duration.ofMillis(400), Step.COMMIT2, Duration.ofMillis(500));

    private final FaultCluster cluster;
    private final Instant end;
    private final Consumer<String> say;

    /** @param end no point is begun after it */
    KillRun(FaultCluster cluster, Instant end, Consumer<String> say) {
        this.cluster = cluster;
        this.end = end;
        this.say = say;
    }

    /**
     * What came of a list of points.
     *
     * @param done    points that were survived
     * @param skipped points for which there was no time
     * @param failure what the first one that was not survived left behind; empty when all were
     */
    record Result(List<Outcome> done, int skipped, List<String> failure) {}

    /**
     * @param point   where the kill was
     * @param seconds from allocation to the end of the sector's sealing
     */
    record Outcome(KillPoint point, long sector, double seconds) {}

    Result run(List<KillPoint> points) {
        cluster.script(PACE);
        List<Outcome> done = new ArrayList<>();
        for (KillPoint point : points) {
            if (Instant.now().isAfter(end)) {
                return new Result(done, points.size() - done.size(), List.of());
            }
            say.accept("point " + (done.size() + 1) + " of " + points.size() + ": kill " + point.words());
            try {
                Outcome outcome = survive(point);
                List<String> complaints = cluster.witness().complaintsWhenAllIsDone();
                if (!complaints.isEmpty()) {
                    return failed(done, points, point, complaints);
                }
                done.add(outcome);
            } catch (AssertionError | RuntimeException e) {
                return failed(done, points, point, List.of(String.valueOf(e.getMessage())));
            }
        }
        return new Result(done, 0, List.of());
    }

    private static Result failed(List<Outcome> done, List<KillPoint> points, KillPoint point, List<String> complaints) {
        List<String> failure = new ArrayList<>();
        failure.add("kill " + point.words());
        failure.addAll(complaints);
        return new Result(done, points.size() - done.size() - 1, failure);
    }

    private Outcome survive(KillPoint point) {
        long sector = cluster.seal();
        long began = System.nanoTime();
        await(sector, point.after());
        long seen = System.nanoTime();
        cluster.await("the delay is over", SECTOR, () -> System.nanoTime() - seen >= point.delay().toNanos());
        if (point.process().equals(KillPoint.NODE_AND_SCRATCH)) {
            cluster.kill(FaultCluster.NODE);
            cluster.wipeScratch(sector);
            cluster.restart(FaultCluster.NODE);
        } else {
            cluster.kill(point.process());
            cluster.restart(point.process());
        }
        await(sector, Finalized.class);
        return new Outcome(point, sector, (System.nanoTime() - began) / 1e9);
    }

    private void await(long sector, Class<? extends SpecificRecord> fact) {
        cluster.await("sector " + sector + ": " + fact.getSimpleName(), SECTOR, () -> !cluster.facts(sector, fact).isEmpty());
    }
}
