package io.sealstream.filecoin.actors;

import io.sealstream.filecoin.FilterEstimate;
import io.sealstream.filecoin.Shape;
import io.sealstream.filecoin.Shapes;
import io.sealstream.filecoin.TokenAmount;
import io.sealstream.filecoin.Tuple;
import java.math.BigInteger;

/**
 * Return of CurrentTotalPower (power 9): the network at the start of the epoch.
 *
 * @param rawBytePower       bytes
 * @param qualityAdjPower    bytes
 * @param rampStartEpoch     of FIP-0081
 * @param rampDurationEpochs of FIP-0081
 */
public record CurrentTotalPowerReturn(BigInteger rawBytePower, BigInteger qualityAdjPower, TokenAmount pledgeCollateral,
        FilterEstimate qualityAdjPowerSmoothed, long rampStartEpoch, long rampDurationEpochs) {
    public static final Shape<CurrentTotalPowerReturn> SHAPE = Tuple.of(CurrentTotalPowerReturn.class)
            .field("RawBytePower", Shapes.BIG, CurrentTotalPowerReturn::rawBytePower)
            .field("QualityAdjPower", Shapes.BIG, CurrentTotalPowerReturn::qualityAdjPower)
            .field("PledgeCollateral", Shapes.AMOUNT, CurrentTotalPowerReturn::pledgeCollateral)
            .field("QualityAdjPowerSmoothed", FilterEstimate.SHAPE, CurrentTotalPowerReturn::qualityAdjPowerSmoothed)
            .field("RampStartEpoch", Shapes.INTEGER, CurrentTotalPowerReturn::rampStartEpoch)
            .field("RampDurationEpochs", Shapes.UNSIGNED, CurrentTotalPowerReturn::rampDurationEpochs)
            .make(v -> new CurrentTotalPowerReturn(v.next(), v.next(), v.next(), v.next(), v.next(), v.next()));

    public byte[] toCbor() {
        return SHAPE.toCbor(this);
    }

    public static CurrentTotalPowerReturn fromCbor(byte[] cbor) {
        return SHAPE.fromCbor(cbor);
    }
}
