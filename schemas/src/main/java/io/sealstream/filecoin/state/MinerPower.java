package io.sealstream.filecoin.state;

import io.sealstream.filecoin.Shape;
import io.sealstream.filecoin.Shapes;
import io.sealstream.filecoin.Tuple;

/** Answer of {@code StateMinerPower}. */
public record MinerPower(Claim miner, Claim total, boolean hasMinPower) {
    public static final Shape<MinerPower> SHAPE = Tuple.of(MinerPower.class)
            .field("MinerPower", Claim.SHAPE, MinerPower::miner)
            .field("TotalPower", Claim.SHAPE, MinerPower::total)
            .field("HasMinPower", Shapes.BOOL, MinerPower::hasMinPower)
            .make(v -> new MinerPower(v.next(), v.next(), v.next()));
}
