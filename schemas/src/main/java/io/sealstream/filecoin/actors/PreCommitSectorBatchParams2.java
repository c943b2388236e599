package io.sealstream.filecoin.actors;

import io.sealstream.filecoin.Shape;
import io.sealstream.filecoin.Shapes;
import io.sealstream.filecoin.Tuple;
import java.util.List;

/** Miner 28: precommits sectors. */
public record PreCommitSectorBatchParams2(List<SectorPreCommitInfo> sectors) {
    public static final Shape<PreCommitSectorBatchParams2> SHAPE = Tuple.of(PreCommitSectorBatchParams2.class)
            .field("Sectors", Shapes.list(SectorPreCommitInfo.SHAPE), PreCommitSectorBatchParams2::sectors)
            .make(v -> new PreCommitSectorBatchParams2(v.next()));

    public PreCommitSectorBatchParams2 {
        sectors = List.copyOf(sectors);
    }

    public byte[] toCbor() {
        return SHAPE.toCbor(this);
    }

    public static PreCommitSectorBatchParams2 fromCbor(byte[] cbor) {
        return SHAPE.fromCbor(cbor);
    }
}
