package io.sealstream.filecoin.actors;

import io.sealstream.filecoin.Shape;
import io.sealstream.filecoin.Shapes;
import io.sealstream.filecoin.Tuple;
import java.util.List;

/** Miner 10: reports sectors as faulty before the deadline's cutoff. */
public record DeclareFaultsParams(List<PartitionSectors> faults) {
    public static final Shape<DeclareFaultsParams> SHAPE = Tuple.of(DeclareFaultsParams.class)
            .field("Faults", Shapes.list(PartitionSectors.SHAPE), DeclareFaultsParams::faults)
            .make(v -> new DeclareFaultsParams(v.next()));

    public DeclareFaultsParams {
        faults = List.copyOf(faults);
    }

    public byte[] toCbor() {
        return SHAPE.toCbor(this);
    }

    public static DeclareFaultsParams fromCbor(byte[] cbor) {
        return SHAPE.fromCbor(cbor);
    }
}
