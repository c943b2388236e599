package io.sealstream.filecoin.actors;

import io.sealstream.filecoin.Shape;
import io.sealstream.filecoin.Shapes;
import io.sealstream.filecoin.Tuple;
import java.util.List;

/** Miner 9: ends the life of sectors early, for a fee. */
public record TerminateSectorsParams(List<PartitionSectors> terminations) {
    public static final Shape<TerminateSectorsParams> SHAPE = Tuple.of(TerminateSectorsParams.class)
            .field("Terminations", Shapes.list(PartitionSectors.SHAPE), TerminateSectorsParams::terminations)
            .make(v -> new TerminateSectorsParams(v.next()));

    public TerminateSectorsParams {
        terminations = List.copyOf(terminations);
    }

    public byte[] toCbor() {
        return SHAPE.toCbor(this);
    }

    public static TerminateSectorsParams fromCbor(byte[] cbor) {
        return SHAPE.fromCbor(cbor);
    }
}
