package io.sealstream.filecoin.state;

import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.Shape;
import io.sealstream.filecoin.Shapes;
import io.sealstream.filecoin.Tuple;

/** Who is paid by withdrawals of a miner, and under which term. */
public record ActiveBeneficiary(Address beneficiary, BeneficiaryTerm term) {
    public static final Shape<ActiveBeneficiary> SHAPE = Tuple.of(ActiveBeneficiary.class)
            .field("Beneficiary", Shapes.ADDRESS, ActiveBeneficiary::beneficiary)
            .field("Term", BeneficiaryTerm.SHAPE, ActiveBeneficiary::term)
            .make(v -> new ActiveBeneficiary(v.next(), v.next()));
}
