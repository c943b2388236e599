package io.sealstream.filecoin.actors;

import io.sealstream.filecoin.Shape;
import io.sealstream.filecoin.Shapes;
import io.sealstream.filecoin.TokenAmount;
import io.sealstream.filecoin.Tuple;
import java.math.BigInteger;

/** Miner, exported: the largest termination fee for a power and pledge. */
public record MaxTerminationFeeParams(BigInteger power, TokenAmount initialPledge) {
    public static final Shape<MaxTerminationFeeParams> SHAPE = Tuple.of(MaxTerminationFeeParams.class)
            .field("Power", Shapes.BIG, MaxTerminationFeeParams::power)
            .field("InitialPledge", Shapes.AMOUNT, MaxTerminationFeeParams::initialPledge)
            .make(v -> new MaxTerminationFeeParams(v.next(), v.next()));

    public byte[] toCbor() {
        return SHAPE.toCbor(this);
    }

    public static MaxTerminationFeeParams fromCbor(byte[] cbor) {
        return SHAPE.fromCbor(cbor);
    }
}
