package io.sealstream.filecoin.actors;

import io.sealstream.filecoin.Shape;
import io.sealstream.filecoin.Shapes;
import io.sealstream.filecoin.Tuple;

/** Miner 24: says that a stored window PoSt is invalid. */
public record DisputeWindowedPoStParams(long deadline, long postIndex) {
    public static final Shape<DisputeWindowedPoStParams> SHAPE = Tuple.of(DisputeWindowedPoStParams.class)
            .field("Deadline", Shapes.UNSIGNED, DisputeWindowedPoStParams::deadline)
            .field("PoStIndex", Shapes.UNSIGNED, DisputeWindowedPoStParams::postIndex)
            .make(v -> new DisputeWindowedPoStParams(v.next(), v.next()));

    public byte[] toCbor() {
        return SHAPE.toCbor(this);
    }

    public static DisputeWindowedPoStParams fromCbor(byte[] cbor) {
        return SHAPE.fromCbor(cbor);
    }
}
