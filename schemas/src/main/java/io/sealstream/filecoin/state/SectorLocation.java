package io.sealstream.filecoin.state;

import io.sealstream.filecoin.Shape;
import io.sealstream.filecoin.Shapes;
import io.sealstream.filecoin.Tuple;

/** Answer of {@code StateSectorPartition}. */
public record SectorLocation(long deadline, long partition) {
    public static final Shape<SectorLocation> SHAPE = Tuple.of(SectorLocation.class)
            .field("Deadline", Shapes.UNSIGNED, SectorLocation::deadline)
            .field("Partition", Shapes.UNSIGNED, SectorLocation::partition)
            .make(v -> new SectorLocation(v.next(), v.next()));
}
