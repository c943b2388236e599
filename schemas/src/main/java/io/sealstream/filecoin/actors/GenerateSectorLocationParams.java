package io.sealstream.filecoin.actors;

import io.sealstream.filecoin.Shape;
import io.sealstream.filecoin.Shapes;
import io.sealstream.filecoin.Tuple;

/** Miner, exported (FIP-0112): where is this sector proven? */
public record GenerateSectorLocationParams(long sectorNumber) {
    public static final Shape<GenerateSectorLocationParams> SHAPE = Tuple.of(GenerateSectorLocationParams.class)
            .field("SectorNumber", Shapes.UNSIGNED, GenerateSectorLocationParams::sectorNumber)
            .make(v -> new GenerateSectorLocationParams(v.next()));

    public byte[] toCbor() {
        return SHAPE.toCbor(this);
    }

    public static GenerateSectorLocationParams fromCbor(byte[] cbor) {
        return SHAPE.fromCbor(cbor);
    }
}
