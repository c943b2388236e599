package io.sealstream.filecoin.actors;

import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.Shape;
import io.sealstream.filecoin.Shapes;
import io.sealstream.filecoin.Tuple;

/** Return of CreateMiner. */
public record CreateMinerReturn(Address idAddress, Address robustAddress) {
    public static final Shape<CreateMinerReturn> SHAPE = Tuple.of(CreateMinerReturn.class)
            .field("IDAddress", Shapes.ADDRESS, CreateMinerReturn::idAddress)
            .field("RobustAddress", Shapes.ADDRESS, CreateMinerReturn::robustAddress)
            .make(v -> new CreateMinerReturn(v.next(), v.next()));

    public byte[] toCbor() {
        return SHAPE.toCbor(this);
    }

    public static CreateMinerReturn fromCbor(byte[] cbor) {
        return SHAPE.fromCbor(cbor);
    }
}
