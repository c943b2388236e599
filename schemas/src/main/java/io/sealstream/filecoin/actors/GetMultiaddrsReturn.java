package io.sealstream.filecoin.actors;

import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.Shape;
import io.sealstream.filecoin.Shapes;
import io.sealstream.filecoin.Tuple;
import java.util.List;

/** Return of GetMultiaddrs (miner, exported). */
public record GetMultiaddrsReturn(List<Bytes> multiaddrs) {
    public static final Shape<GetMultiaddrsReturn> SHAPE = Tuple.of(GetMultiaddrsReturn.class)
            .field("MultiAddrs", Shapes.list(Shapes.BYTES), GetMultiaddrsReturn::multiaddrs)
            .make(v -> new GetMultiaddrsReturn(v.next()));

    public GetMultiaddrsReturn {
        multiaddrs = List.copyOf(multiaddrs);
    }

    public byte[] toCbor() {
        return SHAPE.toCbor(this);
    }

    public static GetMultiaddrsReturn fromCbor(byte[] cbor) {
        return SHAPE.fromCbor(cbor);
    }
}
