package io.sealstream.filecoin.actors;

import io.sealstream.filecoin.Shape;
import io.sealstream.filecoin.Shapes;
import io.sealstream.filecoin.Tuple;
import java.util.List;

/** One sector of ProveCommitSectors3 and its pieces (none for committed capacity). */
public record SectorActivationManifest(long sectorNumber, List<PieceActivationManifest> pieces) {
    public static final Shape<SectorActivationManifest> SHAPE = Tuple.of(SectorActivationManifest.class)
            .field("SectorNumber", Shapes.UNSIGNED, SectorActivationManifest::sectorNumber)
            .field("Pieces", Shapes.list(PieceActivationManifest.SHAPE), SectorActivationManifest::pieces)
            .make(v -> new SectorActivationManifest(v.next(), v.next()));

    public SectorActivationManifest {
        pieces = List.copyOf(pieces);
    }

    /** A committed-capacity sector. */
    public static SectorActivationManifest committedCapacity(long sectorNumber) {
        return new SectorActivationManifest(sectorNumber, List.of());
    }
}
