package io.sealstream.filecoin.actors;

import io.sealstream.filecoin.Shape;
import io.sealstream.filecoin.Shapes;
import io.sealstream.filecoin.Tuple;
import java.util.List;

/** Return of GetVestingFunds (miner, exported): the vesting table, earliest first. */
public record GetVestingFundsReturn(List<VestingFund> funds) {
    public static final Shape<GetVestingFundsReturn> SHAPE = Tuple.of(GetVestingFundsReturn.class)
            .field("VestingFunds", Shapes.list(VestingFund.SHAPE), GetVestingFundsReturn::funds)
            .make(v -> new GetVestingFundsReturn(v.next()));

    public GetVestingFundsReturn {
        funds = List.copyOf(funds);
    }

    public byte[] toCbor() {
        return SHAPE.toCbor(this);
    }

    public static GetVestingFundsReturn fromCbor(byte[] cbor) {
        return SHAPE.fromCbor(cbor);
    }
}
