package io.sealstream.filecoin.actors;

import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.Shape;
import io.sealstream.filecoin.Shapes;
import io.sealstream.filecoin.Tuple;
import java.util.List;

/**
 * Power actor 2: creates a miner; the value sent pays its deposit.
 *
 * @param worker              a BLS key account
 * @param windowPoStProofType registered number, fixes the sector size
 */
public record CreateMinerParams(Address owner, Address worker, long windowPoStProofType, Bytes peer, List<Bytes> multiaddrs) {
    public static final Shape<CreateMinerParams> SHAPE = Tuple.of(CreateMinerParams.class)
            .field("Owner", Shapes.ADDRESS, CreateMinerParams::owner)
            .field("Worker", Shapes.ADDRESS, CreateMinerParams::worker)
            .field("WindowPoStProofType", Shapes.INTEGER, CreateMinerParams::windowPoStProofType)
            .field("Peer", Shapes.BYTES, CreateMinerParams::peer)
            .field("Multiaddrs", Shapes.list(Shapes.BYTES), CreateMinerParams::multiaddrs)
            .make(v -> new CreateMinerParams(v.next(), v.next(), v.next(), v.next(), v.next()));

    public CreateMinerParams {
        multiaddrs = List.copyOf(multiaddrs);
    }

    public byte[] toCbor() {
        return SHAPE.toCbor(this);
    }

    public static CreateMinerParams fromCbor(byte[] cbor) {
        return SHAPE.fromCbor(cbor);
    }
}
