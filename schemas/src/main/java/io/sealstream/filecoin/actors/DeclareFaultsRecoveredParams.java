package io.sealstream.filecoin.actors;

import io.sealstream.filecoin.Shape;
import io.sealstream.filecoin.Shapes;
import io.sealstream.filecoin.Tuple;
import java.util.List;

/** Miner 11: announces that faulty sectors will be proven at their next deadline. */
public record DeclareFaultsRecoveredParams(List<PartitionSectors> recoveries) {
    public static final Shape<DeclareFaultsRecoveredParams> SHAPE = Tuple.of(DeclareFaultsRecoveredParams.class)
            .field("Recoveries", Shapes.list(PartitionSectors.SHAPE), DeclareFaultsRecoveredParams::recoveries)
            .make(v -> new DeclareFaultsRecoveredParams(v.next()));

    public DeclareFaultsRecoveredParams {
        recoveries = List.copyOf(recoveries);
    }

    public byte[] toCbor() {
        return SHAPE.toCbor(this);
    }

    public static DeclareFaultsRecoveredParams fromCbor(byte[] cbor) {
        return SHAPE.fromCbor(cbor);
    }
}
