package io.sealstream.filecoin.actors;

import io.sealstream.filecoin.Shape;
import io.sealstream.filecoin.Shapes;
import io.sealstream.filecoin.Tuple;

/** Miner 13. */
public record CheckSectorProvenParams(long sectorNumber) {
    public static final Shape<CheckSectorProvenParams> SHAPE = Tuple.of(CheckSectorProvenParams.class)
            .field("SectorNumber", Shapes.UNSIGNED, CheckSectorProvenParams::sectorNumber)
            .make(v -> new CheckSectorProvenParams(v.next()));

    public byte[] toCbor() {
        return SHAPE.toCbor(this);
    }

    public static CheckSectorProvenParams fromCbor(byte[] cbor) {
        return SHAPE.fromCbor(cbor);
    }
}
