package io.sealstream.filecoin.actors;

import io.sealstream.filecoin.Shape;
import io.sealstream.filecoin.Shapes;
import io.sealstream.filecoin.Tuple;

/**
 * Deadline and partition of a sector, as methods of FIP-0112 pass them on ({@code SectorLocation} of the actors); {@link #NOWHERE} for a
 * sector that no partition holds.
 */
public record SectorPlace(long deadline, long partition) {
    public static final Shape<SectorPlace> SHAPE = Tuple.of(SectorPlace.class)
            .field("Deadline", Shapes.INTEGER, SectorPlace::deadline)
            .field("Partition", Shapes.INTEGER, SectorPlace::partition)
            .make(v -> new SectorPlace(v.next(), v.next()));

    /** {@code NO_DEADLINE}, {@code NO_PARTITION}. */
    public static final SectorPlace NOWHERE = new SectorPlace(-1, -1);

    public byte[] toCbor() {
        return SHAPE.toCbor(this);
    }

    public static SectorPlace fromCbor(byte[] cbor) {
        return SHAPE.fromCbor(cbor);
    }
}
