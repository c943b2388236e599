package io.sealstream.node.domain;

import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.filecoin.Cid;
import io.sealstream.node.domain.Work.Piece;
import java.util.List;

/** How a task ended. */
public sealed interface Outcome {

    /** Pieces are in place; no pieces for committed capacity. */
    record Prepared(List<Piece> pieces, Cid commD) implements Outcome {
        public Prepared {
            pieces = List.copyOf(pieces);
        }
    }

    /** The sector is sealed, and a trial C1 has shown that it can be proven. */
    record Sealed(Cid commR, Cid commD, ChainEpoch ticketEpoch, List<StageTime> times) implements Outcome {
        public Sealed {
            times = List.copyOf(times);
        }
    }

    /** The sector lies in long-term storage and was read back from there. */
    record Persisted(String store, List<StageTime> times) implements Outcome {
        public Persisted {
            times = List.copyOf(times);
        }
    }

    /** A seal proof that was verified on this node. */
    record Proved(Bytes proof, ChainEpoch seedEpoch, List<StageTime> times) implements Outcome {
        public Proved {
            times = List.copyOf(times);
        }
    }

    /** The scratch of the sector is free. */
    record Finalized() implements Outcome {}

    /**
     * A WindowPoSt that was verified on this node.
     *
     * @param proof empty when every sector was skipped
     */
    record PartitionProved(Bytes proof, List<SkippedSector> skipped, List<StageTime> times) implements Outcome {
        public PartitionProved {
            skipped = List.copyOf(skipped);
            times = List.copyOf(times);
        }
    }

    /**
     * What became of the proofs of several sectors.
     *
     * @param aggregate verified on this node; empty when a member is refused
     * @param refused   members whose own proofs do not hold
     */
    record Aggregated(Bytes aggregate, List<RefusedMember> refused, List<StageTime> times) implements Outcome {
        public Aggregated {
            refused = List.copyOf(refused);
            times = List.copyOf(times);
        }
    }

    /** The task failed. {@code reason} says what failed, why, and what would help. */
    record Failed(FailureLevel level, String reason) implements Outcome {}

    /** Time inside one stage. */
    record StageTime(Stage stage, long millis) {}

    /** A sector left out of a WindowPoSt. */
    record SkippedSector(long number, String reason) {}

    /** A member whose own seal proof does not hold. */
    record RefusedMember(long number, String reason) {}
}
