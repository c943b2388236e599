package io.sealstream.filecoin.actors;

import io.sealstream.filecoin.Shape;
import io.sealstream.filecoin.Shapes;
import io.sealstream.filecoin.TokenAmount;
import io.sealstream.filecoin.Tuple;

/** Miner 16: pays the asked amount, or what is available, to the beneficiary. */
public record WithdrawBalanceParams(TokenAmount amountRequested) {
    public static final Shape<WithdrawBalanceParams> SHAPE = Tuple.of(WithdrawBalanceParams.class)
            .field("AmountRequested", Shapes.AMOUNT, WithdrawBalanceParams::amountRequested)
            .make(v -> new WithdrawBalanceParams(v.next()));

    public byte[] toCbor() {
        return SHAPE.toCbor(this);
    }

    public static WithdrawBalanceParams fromCbor(byte[] cbor) {
        return SHAPE.fromCbor(cbor);
    }
}
