package io.sealstream.filecoin.state;

import io.sealstream.filecoin.Shape;
import io.sealstream.filecoin.Shapes;
import io.sealstream.filecoin.Tuple;
import java.math.BigInteger;

/** Power of a miner or of the network. */
public record Claim(BigInteger rawBytePower, BigInteger qualityAdjPower) {
    public static final Shape<Claim> SHAPE = Tuple.of(Claim.class)
            .field("RawBytePower", Shapes.BIG, Claim::rawBytePower)
            .field("QualityAdjPower", Shapes.BIG, Claim::qualityAdjPower)
            .make(v -> new Claim(v.next(), v.next()));

    public static final Claim NONE = new Claim(BigInteger.ZERO, BigInteger.ZERO);
}
