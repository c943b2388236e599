package io.sealstream.filecoin.actors;

import io.sealstream.filecoin.Shape;
import io.sealstream.filecoin.Shapes;
import io.sealstream.filecoin.Tuple;
import java.math.BigInteger;

/** Return of MinerRawPower (power, exported): bytes, and whether they are enough to win blocks. */
public record MinerRawPowerReturn(BigInteger rawBytePower, boolean meetsConsensusMinimum) {
    public static final Shape<MinerRawPowerReturn> SHAPE = Tuple.of(MinerRawPowerReturn.class)
            .field("RawBytePower", Shapes.BIG, MinerRawPowerReturn::rawBytePower)
            .field("MeetsConsensusMinimum", Shapes.BOOL, MinerRawPowerReturn::meetsConsensusMinimum)
            .make(v -> new MinerRawPowerReturn(v.next(), v.next()));

    public byte[] toCbor() {
        return SHAPE.toCbor(this);
    }

    public static MinerRawPowerReturn fromCbor(byte[] cbor) {
        return SHAPE.fromCbor(cbor);
    }
}
