package io.sealstream.filecoin.actors;

import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.Shape;
import io.sealstream.filecoin.Shapes;
import io.sealstream.filecoin.Tuple;

/** Return of GetPeerID (miner, exported). */
public record GetPeerIDReturn(Bytes peerId) {
    public static final Shape<GetPeerIDReturn> SHAPE = Tuple.of(GetPeerIDReturn.class)
            .field("PeerID", Shapes.BYTES, GetPeerIDReturn::peerId)
            .make(v -> new GetPeerIDReturn(v.next()));

    public byte[] toCbor() {
        return SHAPE.toCbor(this);
    }

    public static GetPeerIDReturn fromCbor(byte[] cbor) {
        return SHAPE.fromCbor(cbor);
    }
}
