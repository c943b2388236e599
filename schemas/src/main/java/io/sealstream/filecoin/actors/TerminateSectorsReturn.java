package io.sealstream.filecoin.actors;

import io.sealstream.filecoin.Shape;
import io.sealstream.filecoin.Shapes;
import io.sealstream.filecoin.Tuple;

/**
 * Return of TerminateSectors.
 *
 * @param done false when the rest is settled by cron
 */
public record TerminateSectorsReturn(boolean done) {
    public static final Shape<TerminateSectorsReturn> SHAPE = Tuple.of(TerminateSectorsReturn.class)
            .field("Done", Shapes.BOOL, TerminateSectorsReturn::done)
            .make(v -> new TerminateSectorsReturn(v.next()));

    public byte[] toCbor() {
        return SHAPE.toCbor(this);
    }

    public static TerminateSectorsReturn fromCbor(byte[] cbor) {
        return SHAPE.fromCbor(cbor);
    }
}
