package io.sealstream.filecoin.actors;

import io.sealstream.filecoin.BitField;
import io.sealstream.filecoin.Shape;
import io.sealstream.filecoin.Shapes;
import io.sealstream.filecoin.Tuple;

/** Sectors of one partition, as declarations and terminations name them. */
public record PartitionSectors(long deadline, long partition, BitField sectors) {
    public static final Shape<PartitionSectors> SHAPE = Tuple.of(PartitionSectors.class)
            .field("Deadline", Shapes.UNSIGNED, PartitionSectors::deadline)
            .field("Partition", Shapes.UNSIGNED, PartitionSectors::partition)
            .field("Sectors", Shapes.BITFIELD, PartitionSectors::sectors)
            .make(v -> new PartitionSectors(v.next(), v.next(), v.next()));
}
