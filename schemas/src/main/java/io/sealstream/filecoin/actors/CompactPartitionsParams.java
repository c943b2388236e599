package io.sealstream.filecoin.actors;

import io.sealstream.filecoin.BitField;
import io.sealstream.filecoin.Shape;
import io.sealstream.filecoin.Shapes;
import io.sealstream.filecoin.Tuple;

/** Miner 19: moves live sectors of some partitions together. */
public record CompactPartitionsParams(long deadline, BitField partitions) {
    public static final Shape<CompactPartitionsParams> SHAPE = Tuple.of(CompactPartitionsParams.class)
            .field("Deadline", Shapes.UNSIGNED, CompactPartitionsParams::deadline)
            .field("Partitions", Shapes.BITFIELD, CompactPartitionsParams::partitions)
            .make(v -> new CompactPartitionsParams(v.next(), v.next()));

    public byte[] toCbor() {
        return SHAPE.toCbor(this);
    }

    public static CompactPartitionsParams fromCbor(byte[] cbor) {
        return SHAPE.fromCbor(cbor);
    }
}
