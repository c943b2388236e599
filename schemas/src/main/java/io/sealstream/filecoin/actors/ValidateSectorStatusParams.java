package io.sealstream.filecoin.actors;

import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.Shape;
import io.sealstream.filecoin.Shapes;
import io.sealstream.filecoin.Tuple;

/**
 * Miner, exported (FIP-0112): is this the sector's status?
 *
 * @param auxData CBOR of the {@link SectorPlace} at which the sector is looked for
 */
public record ValidateSectorStatusParams(long sectorNumber, SectorStatus status, Bytes auxData) {
    public static final Shape<ValidateSectorStatusParams> SHAPE = Tuple.of(ValidateSectorStatusParams.class)
            .field("SectorNumber", Shapes.UNSIGNED, ValidateSectorStatusParams::sectorNumber)
            .field("Status", SectorStatus.SHAPE, ValidateSectorStatusParams::status)
            .field("AuxData", Shapes.BYTES, ValidateSectorStatusParams::auxData)
            .make(v -> new ValidateSectorStatusParams(v.next(), v.next(), v.next()));

    public byte[] toCbor() {
        return SHAPE.toCbor(this);
    }

    public static ValidateSectorStatusParams fromCbor(byte[] cbor) {
        return SHAPE.fromCbor(cbor);
    }
}
