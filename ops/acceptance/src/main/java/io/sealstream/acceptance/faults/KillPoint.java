package io.sealstream.acceptance.faults;

import io.sealstream.schemas.avro.Activated;
import io.sealstream.schemas.avro.Persisted;
import io.sealstream.schemas.avro.PiecesAdded;
import io.sealstream.schemas.avro.PreCommitBatched;
import io.sealstream.schemas.avro.PreCommitLanded;
import io.sealstream.schemas.avro.ProveCommitBatched;
import io.sealstream.schemas.avro.Proved;
import io.sealstream.schemas.avro.Sealed;
import io.sealstream.schemas.avro.SectorAllocated;
import io.sealstream.schemas.avro.SeedAssigned;
import io.sealstream.schemas.avro.TicketAssigned;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.apache.avro.specific.SpecificRecord;

/**
 * Where in the life of a sector a process is killed.
 *
 * @param process which one
 * @param after   the fact after which it is killed
 * @param delay   how long after it
 */
public record KillPoint(String process, Class<? extends SpecificRecord> after, Duration delay) {
    /** The facts of a sector's life in their order; after the last one comes {@code Finalized}, the end of it. */
    static final List<Class<? extends SpecificRecord>> LIFE = List.of(SectorAllocated.class, PiecesAdded.class,
            TicketAssigned.class,
            Sealed.class, Persisted.class, PreCommitBatched.class, PreCommitLanded.class, SeedAssigned.class, Proved.class,
            ProveCommitBatched.class, Activated.class);
    private static final int LONGEST_DELAY_MILLIS = 2500;
    /** The node, and the sector's folder in scratch with it. */
    static final String NODE_AND_SCRATCH = "node and scratch";
    /** After {@code Sealed} and before {@code Persisted} the only copy is in scratch: losing that is for a person. */
    private static final List<Class<? extends SpecificRecord>> SCRATCH_MAY_GO = List.of(PiecesAdded.class, TicketAssigned.class,
            PreCommitLanded.class, SeedAssigned.class, Activated.class);

    /** Every process after every fact. */
    static List<KillPoint> every() {
        List<KillPoint> points = new ArrayList<>();
        for (Class<? extends SpecificRecord> fact : LIFE) {
            FaultCluster.PROCESSES.forEach(process -> points.add(new KillPoint(process, fact, Duration.ZERO)));
        }
        SCRATCH_MAY_GO.forEach(fact -> points.add(new KillPoint(NODE_AND_SCRATCH, fact, Duration.ZERO)));
        return points;
    }

    /** Random ones; the same generator gives the same ones. */
    static List<KillPoint> random(int count, RandomGenerator generator) {
        List<KillPoint> points = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String process = FaultCluster.PROCESSES.get(generator.nextInt(FaultCluster.PROCESSES.size()));
            Class<? extends SpecificRecord> fact = LIFE.get(generator.nextInt(LIFE.size()));
            points.add(new KillPoint(process, fact, Duration.ofMillis(generator.nextInt(LONGEST_DELAY_MILLIS))));
        }
        return points;
    }

    /** {@code manager 250 ms after PreCommitBatched}. */
    String words() {
        return process + (delay.isZero() ? " at " : " " + delay.toMillis() + " ms after ") + after.getSimpleName();
    }
}
