package io.sealstream.filecoin.actors;

import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.Shape;
import io.sealstream.filecoin.Shapes;
import io.sealstream.filecoin.Tuple;

/** Miner 4. */
public record ChangePeerIDParams(Bytes newId) {
    public static final Shape<ChangePeerIDParams> SHAPE = Tuple.of(ChangePeerIDParams.class)
            .field("NewID", Shapes.BYTES, ChangePeerIDParams::newId)
            .make(v -> new ChangePeerIDParams(v.next()));

    public byte[] toCbor() {
        return SHAPE.toCbor(this);
    }

    public static ChangePeerIDParams fromCbor(byte[] cbor) {
        return SHAPE.fromCbor(cbor);
    }
}
