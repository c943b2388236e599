package io.sealstream.filecoin.actors;

import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.Shape;
import io.sealstream.filecoin.Shapes;
import io.sealstream.filecoin.Tuple;
import org.jspecify.annotations.Nullable;

/** Return of GetOwner (miner, exported): the owner, and whom it has proposed to take its place. */
public record GetOwnerReturn(Address owner, @Nullable Address proposed) {
    public static final Shape<GetOwnerReturn> SHAPE = Tuple.of(GetOwnerReturn.class)
            .field("Owner", Shapes.ADDRESS, GetOwnerReturn::owner)
            .field("Proposed", Shapes.optional(Shapes.ADDRESS), GetOwnerReturn::proposed)
            .make(v -> new GetOwnerReturn(v.next(), v.next()));

    public byte[] toCbor() {
        return SHAPE.toCbor(this);
    }

    public static GetOwnerReturn fromCbor(byte[] cbor) {
        return SHAPE.fromCbor(cbor);
    }
}
