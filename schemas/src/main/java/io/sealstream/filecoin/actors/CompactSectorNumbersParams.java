package io.sealstream.filecoin.actors;

import io.sealstream.filecoin.BitField;
import io.sealstream.filecoin.Shape;
import io.sealstream.filecoin.Shapes;
import io.sealstream.filecoin.Tuple;

/** Miner 20: marks sector numbers as used up. */
public record CompactSectorNumbersParams(BitField maskSectorNumbers) {
    public static final Shape<CompactSectorNumbersParams> SHAPE = Tuple.of(CompactSectorNumbersParams.class)
            .field("MaskSectorNumbers", Shapes.BITFIELD, CompactSectorNumbersParams::maskSectorNumbers)
            .make(v -> new CompactSectorNumbersParams(v.next()));

    public byte[] toCbor() {
        return SHAPE.toCbor(this);
    }

    public static CompactSectorNumbersParams fromCbor(byte[] cbor) {
        return SHAPE.fromCbor(cbor);
    }
}
