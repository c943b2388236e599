package io.sealstream.filecoin.actors;

import io.sealstream.filecoin.Shape;
import io.sealstream.filecoin.Shapes;
import io.sealstream.filecoin.TokenAmount;
import io.sealstream.filecoin.Tuple;

/** Miner 14, sent by the reward actor with a block reward as its value: three quarters of it are locked, the penalty is owed. */
public record ApplyRewardParams(TokenAmount reward, TokenAmount penalty) {
    public static final Shape<ApplyRewardParams> SHAPE = Tuple.of(ApplyRewardParams.class)
            .field("Reward", Shapes.AMOUNT, ApplyRewardParams::reward)
            .field("Penalty", Shapes.AMOUNT, ApplyRewardParams::penalty)
            .make(v -> new ApplyRewardParams(v.next(), v.next()));

    public byte[] toCbor() {
        return SHAPE.toCbor(this);
    }

    public static ApplyRewardParams fromCbor(byte[] cbor) {
        return SHAPE.fromCbor(cbor);
    }
}
