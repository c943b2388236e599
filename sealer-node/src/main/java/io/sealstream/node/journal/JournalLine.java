package io.sealstream.node.journal;

import io.sealstream.filecoin.SectorId;
import io.sealstream.node.domain.Checkpoint;
import io.sealstream.node.domain.Outcome;
import io.sealstream.node.domain.SectorRequest;
import io.sealstream.node.domain.Task;

/** One line of the journal. */
sealed interface JournalLine {
    /** The task is this node's to do. */
    record Taken(Task task) implements JournalLine {}

    /** The task ended; its result waits for acknowledgement. */
    record Finished(String id, Outcome outcome) implements JournalLine {}

    /** The task is acknowledged or withdrawn. */
    record Dropped(String id) implements JournalLine {}

    /** A stage's output is on the disk. */
    record Saved(Checkpoint checkpoint) implements JournalLine {}

    /** The outputs of a sector's stages no longer count. */
    record Cleared(SectorId sector) implements JournalLine {}

    /** A process began to use this home; a compacted journal keeps the last incarnation by this line. */
    record Started(long incarnation) implements JournalLine {}

    /** A request number was given out. */
    record Requested(SectorRequest request) implements JournalLine {}

    /** The request with this number has its answer; a compacted journal keeps the last number by this line. */
    record Answered(long number) implements JournalLine {}
}
