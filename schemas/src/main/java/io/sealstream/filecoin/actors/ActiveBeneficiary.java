package io.sealstream.filecoin.actors;

import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.Shape;
import io.sealstream.filecoin.Shapes;
import io.sealstream.filecoin.Tuple;
import io.sealstream.filecoin.state.BeneficiaryTerm;

/** Who may take a miner's money now, and on what terms. */
public record ActiveBeneficiary(Address beneficiary, BeneficiaryTerm term) {
    public static final Shape<ActiveBeneficiary> SHAPE = Tuple.of(ActiveBeneficiary.class)
            .field("Beneficiary", Shapes.ADDRESS, ActiveBeneficiary::beneficiary)
            .field("Term", BeneficiaryTerm.SHAPE, ActiveBeneficiary::term)
            .make(v -> new ActiveBeneficiary(v.next(), v.next()));
}
