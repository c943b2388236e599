package io.sealstream.filecoin.actors;

import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.Shape;
import io.sealstream.filecoin.Shapes;
import io.sealstream.filecoin.Tuple;

/** Miner 15: two or three headers that prove a consensus fault. */
public record ReportConsensusFaultParams(Bytes blockHeader1, Bytes blockHeader2, Bytes blockHeaderExtra) {
    public static final Shape<ReportConsensusFaultParams> SHAPE = Tuple.of(ReportConsensusFaultParams.class)
            .field("BlockHeader1", Shapes.BYTES, ReportConsensusFaultParams::blockHeader1)
            .field("BlockHeader2", Shapes.BYTES, ReportConsensusFaultParams::blockHeader2)
            .field("BlockHeaderExtra", Shapes.BYTES, ReportConsensusFaultParams::blockHeaderExtra)
            .make(v -> new ReportConsensusFaultParams(v.next(), v.next(), v.next()));

    public byte[] toCbor() {
        return SHAPE.toCbor(this);
    }

    public static ReportConsensusFaultParams fromCbor(byte[] cbor) {
        return SHAPE.fromCbor(cbor);
    }
}
