package io.sealstream.filecoin.actors;

import io.sealstream.filecoin.Shape;
import io.sealstream.filecoin.Shapes;
import io.sealstream.filecoin.Tuple;
import java.util.List;

/** Miner 32: extends the life of sectors. */
public record ExtendSectorExpiration2Params(List<ExpirationExtension2> extensions) {
    public static final Shape<ExtendSectorExpiration2Params> SHAPE = Tuple.of(ExtendSectorExpiration2Params.class)
            .field("Extensions", Shapes.list(ExpirationExtension2.SHAPE), ExtendSectorExpiration2Params::extensions)
            .make(v -> new ExtendSectorExpiration2Params(v.next()));

    public ExtendSectorExpiration2Params {
        extensions = List.copyOf(extensions);
    }

    public byte[] toCbor() {
        return SHAPE.toCbor(this);
    }

    public static ExtendSectorExpiration2Params fromCbor(byte[] cbor) {
        return SHAPE.fromCbor(cbor);
    }
}
