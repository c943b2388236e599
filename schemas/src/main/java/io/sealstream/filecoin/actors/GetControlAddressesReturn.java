package io.sealstream.filecoin.actors;

import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.Shape;
import io.sealstream.filecoin.Shapes;
import io.sealstream.filecoin.Tuple;
import java.util.List;

/** Return of ControlAddresses (miner 2). */
public record GetControlAddressesReturn(Address owner, Address worker, List<Address> controlAddrs) {
    public static final Shape<GetControlAddressesReturn> SHAPE = Tuple.of(GetControlAddressesReturn.class)
            .field("Owner", Shapes.ADDRESS, GetControlAddressesReturn::owner)
            .field("Worker", Shapes.ADDRESS, GetControlAddressesReturn::worker)
            .field("ControlAddrs", Shapes.list(Shapes.ADDRESS), GetControlAddressesReturn::controlAddrs)
            .make(v -> new GetControlAddressesReturn(v.next(), v.next(), v.next()));

    public GetControlAddressesReturn {
        controlAddrs = List.copyOf(controlAddrs);
    }

    public byte[] toCbor() {
        return SHAPE.toCbor(this);
    }

    public static GetControlAddressesReturn fromCbor(byte[] cbor) {
        return SHAPE.fromCbor(cbor);
    }
}
