package io.sealstream.acceptance;

import io.sealstream.filecoin.Bytes;
import io.sealstream.node.app.Seams;
import io.sealstream.node.domain.Outcome;
import io.sealstream.node.domain.Result;
import io.sealstream.node.tasks.Engines;
import io.sealstream.node.work.ResultSink;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;

/** One byte of a proof that is wrong, and where it becomes wrong. */
enum Fault {
    /** The first seal proof of each sector, after the node has verified it: the chain must refuse it. */
    SEAL_PROOF_AFTER_VERIFICATION,
    /** The first seal proof of one sector, between C2 and the node's verification: the node must catch it and prove again. */
    SEAL_PROOF_BEFORE_VERIFICATION,
    /** The first WindowPoSt, before the node verifies it: the node must catch it. */
    WINDOW_POST_BEFORE_VERIFICATION,
    /** Every WindowPoSt, after the node has verified it: the chain stores it unverified, and the dev chain must report it. */
    WINDOW_POST_AFTER_VERIFICATION;

    private static final int MIDDLE_OF_A_POINT = 20;

    /** @param sector asked for where the fault is about one sector */
    Seams seams(LongSupplier sector) {
        return switch (this) {
            case SEAL_PROOF_AFTER_VERIFICATION -> new Seams(UnaryOperator.identity(), sink -> flipping(sink, this));
            case SEAL_PROOF_BEFORE_VERIFICATION -> wrongSealProof(sector.getAsLong());
            case WINDOW_POST_BEFORE_VERIFICATION -> new Seams(Fault::flippingEngine, UnaryOperator.identity());
            case WINDOW_POST_AFTER_VERIFICATION -> new Seams(UnaryOperator.identity(), sink -> flipping(sink, this));
        };
    }

    private static ResultSink flipping(ResultSink sink, Fault fault) {
        return result -> sink.publish(new Result(result.task(), fault.flipped(result)));
    }

    private Outcome flipped(Result result) {
        return switch (result.outcome()) {
            case Outcome.Proved proved when this == SEAL_PROOF_AFTER_VERIFICATION && result.task().attempt() == 1 ->
                new Outcome.Proved(flip(proved.proof()), proved.seedEpoch(), proved.times());
            case Outcome.PartitionProved proved when this == WINDOW_POST_AFTER_VERIFICATION && proved.proof().length() > 0 ->
                new Outcome.PartitionProved(flip(proved.proof()), proved.skipped(), proved.times());
            default -> result.outcome();
        };
    }

    private static Seams wrongSealProof(long sector) {
        return new Seams(engines -> new Engines(engines.sealing(), FirstSealProofWrong.over(engines.commit2(), sector),
                engines.windowPoSt()), UnaryOperator.identity());
    }

    private static Engines flippingEngine(Engines engines) {
        return new Engines(engines.sealing(), engines.commit2(), FirstWindowPoStWrong.over(engines.windowPoSt()));
    }

    private static Bytes flip(Bytes proof) {
        return Bytes.of(flip(proof.toArray()));
    }

    /** Changes one bit in the middle of the first point of a proof. */
    static byte[] flip(byte[] proof) {
        byte[] wrong = proof.clone();
        wrong[MIDDLE_OF_A_POINT] ^= 1;
        return wrong;
    }
}
