package io.sealstream.filecoin.actors;

import io.sealstream.filecoin.BitField;
import io.sealstream.filecoin.Shape;
import io.sealstream.filecoin.Shapes;
import io.sealstream.filecoin.Tuple;

/** A partition in a window PoSt and the sectors of it that are skipped (they become faulty). */
public record PoStPartition(long index, BitField skipped) {
    public static final Shape<PoStPartition> SHAPE = Tuple.of(PoStPartition.class)
            .field("Index", Shapes.UNSIGNED, PoStPartition::index)
            .field("Skipped", Shapes.BITFIELD, PoStPartition::skipped)
            .make(v -> new PoStPartition(v.next(), v.next()));
}
