package io.sealstream.filecoin.actors;

import io.sealstream.filecoin.Shape;
import io.sealstream.filecoin.Shapes;
import io.sealstream.filecoin.Tuple;
import io.sealstream.filecoin.state.ActiveBeneficiary;
import io.sealstream.filecoin.state.PendingBeneficiaryChange;
import org.jspecify.annotations.Nullable;

/**
 * Return of GetBeneficiary (miner 31).
 *
 * @param proposed a change that waits for approvals, null for none
 */
public record GetBeneficiaryReturn(ActiveBeneficiary active, @Nullable PendingBeneficiaryChange proposed) {
    public static final Shape<GetBeneficiaryReturn> SHAPE = Tuple.of(GetBeneficiaryReturn.class)
            .field("Active", ActiveBeneficiary.SHAPE, GetBeneficiaryReturn::active)
            .field("Proposed", Shapes.optional(PendingBeneficiaryChange.SHAPE), GetBeneficiaryReturn::proposed)
            .make(v -> new GetBeneficiaryReturn(v.next(), v.next()));

    public byte[] toCbor() {
        return SHAPE.toCbor(this);
    }

    public static GetBeneficiaryReturn fromCbor(byte[] cbor) {
        return SHAPE.fromCbor(cbor);
    }
}
