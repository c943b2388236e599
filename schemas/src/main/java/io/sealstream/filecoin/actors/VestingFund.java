package io.sealstream.filecoin.actors;

import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.filecoin.Shape;
import io.sealstream.filecoin.Shapes;
import io.sealstream.filecoin.TokenAmount;
import io.sealstream.filecoin.Tuple;

/** Money that becomes free at an epoch. */
public record VestingFund(ChainEpoch epoch, TokenAmount amount) {
    public static final Shape<VestingFund> SHAPE = Tuple.of(VestingFund.class)
            .field("Epoch", Shapes.EPOCH, VestingFund::epoch)
            .field("Amount", Shapes.AMOUNT, VestingFund::amount)
            .make(v -> new VestingFund(v.next(), v.next()));
}
