package io.sealstream.filecoin.actors;

import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.filecoin.Shape;
import io.sealstream.filecoin.Shapes;
import io.sealstream.filecoin.TokenAmount;
import io.sealstream.filecoin.Tuple;

/** Miner 30. */
public record ChangeBeneficiaryParams(Address newBeneficiary, TokenAmount newQuota, ChainEpoch newExpiration) {
    public static final Shape<ChangeBeneficiaryParams> SHAPE = Tuple.of(ChangeBeneficiaryParams.class)
            .field("NewBeneficiary", Shapes.ADDRESS, ChangeBeneficiaryParams::newBeneficiary)
            .field("NewQuota", Shapes.AMOUNT, ChangeBeneficiaryParams::newQuota)
            .field("NewExpiration", Shapes.EPOCH, ChangeBeneficiaryParams::newExpiration)
            .make(v -> new ChangeBeneficiaryParams(v.next(), v.next(), v.next()));

    public byte[] toCbor() {
        return SHAPE.toCbor(this);
    }

    public static ChangeBeneficiaryParams fromCbor(byte[] cbor) {
        return SHAPE.fromCbor(cbor);
    }
}
