package io.sealstream.filecoin.state;

import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.filecoin.Shape;
import io.sealstream.filecoin.Shapes;
import io.sealstream.filecoin.TokenAmount;
import io.sealstream.filecoin.Tuple;

/** How much of a miner's money its beneficiary may take, and until when. */
public record BeneficiaryTerm(TokenAmount quota, TokenAmount usedQuota, ChainEpoch expiration) {
    public static final Shape<BeneficiaryTerm> SHAPE = Tuple.of(BeneficiaryTerm.class)
            .field("Quota", Shapes.AMOUNT, BeneficiaryTerm::quota)
            .field("UsedQuota", Shapes.AMOUNT, BeneficiaryTerm::usedQuota)
            .field("Expiration", Shapes.EPOCH, BeneficiaryTerm::expiration)
            .make(v -> new BeneficiaryTerm(v.next(), v.next(), v.next()));

    /** What the beneficiary may still take at an epoch: nothing from the expiration on. */
    public TokenAmount available(ChainEpoch now) {
        return expiration.isAfter(now) ? quota.minus(usedQuota).max(TokenAmount.ZERO) : TokenAmount.ZERO;
    }

    /** The same with more of the quota used. */
    public BeneficiaryTerm used(TokenAmount amount) {
        return new BeneficiaryTerm(quota, usedQuota.plus(amount), expiration);
    }
}
