package io.sealstream.filecoin.actors;

import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.Shape;
import io.sealstream.filecoin.Shapes;
import io.sealstream.filecoin.Tuple;
import java.util.List;

/** Miner 3: new worker (after 900 epochs) and new control addresses (at once). */
public record ChangeWorkerAddressParams(Address newWorker, List<Address> newControlAddrs) {
    public static final Shape<ChangeWorkerAddressParams> SHAPE = Tuple.of(ChangeWorkerAddressParams.class)
            .field("NewWorker", Shapes.ADDRESS, ChangeWorkerAddressParams::newWorker)
            .field("NewControlAddrs", Shapes.list(Shapes.ADDRESS), ChangeWorkerAddressParams::newControlAddrs)
            .make(v -> new ChangeWorkerAddressParams(v.next(), v.next()));

    public ChangeWorkerAddressParams {
        newControlAddrs = List.copyOf(newControlAddrs);
    }

    public byte[] toCbor() {
        return SHAPE.toCbor(this);
    }

    public static ChangeWorkerAddressParams fromCbor(byte[] cbor) {
        return SHAPE.fromCbor(cbor);
    }
}
