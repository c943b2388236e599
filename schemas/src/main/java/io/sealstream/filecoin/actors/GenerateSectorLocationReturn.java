package io.sealstream.filecoin.actors;

import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.Shape;
import io.sealstream.filecoin.Shapes;
import io.sealstream.filecoin.Tuple;

/**
 * Return of GenerateSectorLocation (FIP-0112).
 *
 * @param status  {@link SectorStatus#code}
 * @param auxData CBOR of a {@link SectorPlace}, to be given to ValidateSectorStatus
 */
public record GenerateSectorLocationReturn(SectorStatus status, Bytes auxData) {
    public static final Shape<GenerateSectorLocationReturn> SHAPE = Tuple.of(GenerateSectorLocationReturn.class)
            .field("Status", SectorStatus.SHAPE, GenerateSectorLocationReturn::status)
            .field("AuxData", Shapes.BYTES, GenerateSectorLocationReturn::auxData)
            .make(v -> new GenerateSectorLocationReturn(v.next(), v.next()));

    public byte[] toCbor() {
        return SHAPE.toCbor(this);
    }

    public static GenerateSectorLocationReturn fromCbor(byte[] cbor) {
        return SHAPE.fromCbor(cbor);
    }
}
