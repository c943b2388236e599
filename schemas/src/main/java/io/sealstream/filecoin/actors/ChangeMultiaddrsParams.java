package io.sealstream.filecoin.actors;

import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.Shape;
import io.sealstream.filecoin.Shapes;
import io.sealstream.filecoin.Tuple;
import java.util.List;

/** Miner 18. */
public record ChangeMultiaddrsParams(List<Bytes> newMultiaddrs) {
    public static final Shape<ChangeMultiaddrsParams> SHAPE = Tuple.of(ChangeMultiaddrsParams.class)
            .field("NewMultiaddrs", Shapes.list(Shapes.BYTES), ChangeMultiaddrsParams::newMultiaddrs)
            .make(v -> new ChangeMultiaddrsParams(v.next()));

    public ChangeMultiaddrsParams {
        newMultiaddrs = List.copyOf(newMultiaddrs);
    }

    public byte[] toCbor() {
        return SHAPE.toCbor(this);
    }

    public static ChangeMultiaddrsParams fromCbor(byte[] cbor) {
        return SHAPE.fromCbor(cbor);
    }
}
