package io.sealstream.filecoin.state;

import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.filecoin.Shape;
import io.sealstream.filecoin.Shapes;
import io.sealstream.filecoin.TokenAmount;
import io.sealstream.filecoin.Tuple;

/** A change of the beneficiary that waits for approvals. */
public record PendingBeneficiaryChange(Address newBeneficiary, TokenAmount newQuota, ChainEpoch newExpiration,
        boolean approvedByBeneficiary, boolean approvedByNominee) {
    public static final Shape<PendingBeneficiaryChange> SHAPE = Tuple.of(PendingBeneficiaryChange.class)
            .field("NewBeneficiary", Shapes.ADDRESS, PendingBeneficiaryChange::newBeneficiary)
            .field("NewQuota", Shapes.AMOUNT, PendingBeneficiaryChange::newQuota)
            .field("NewExpiration", Shapes.EPOCH, PendingBeneficiaryChange::newExpiration)
            .field("ApprovedByBeneficiary", Shapes.BOOL, PendingBeneficiaryChange::approvedByBeneficiary)
            .field("ApprovedByNominee", Shapes.BOOL, PendingBeneficiaryChange::approvedByNominee)
            .make(v -> new PendingBeneficiaryChange(v.next(), v.next(), v.next(), v.next(), v.next()));
}
