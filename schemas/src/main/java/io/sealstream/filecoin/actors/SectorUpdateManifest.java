package io.sealstream.filecoin.actors;

import io.sealstream.filecoin.Cid;
import io.sealstream.filecoin.Shape;
import io.sealstream.filecoin.Shapes;
import io.sealstream.filecoin.Tuple;
import java.util.List;

/** One sector of ProveReplicaUpdates3. */
public record SectorUpdateManifest(long sector, long deadline, long partition, Cid newSealedCid,
        List<PieceActivationManifest> pieces) {
    public static final Shape<SectorUpdateManifest> SHAPE = Tuple.of(SectorUpdateManifest.class)
            .field("Sector", Shapes.UNSIGNED, SectorUpdateManifest::sector)
            .field("Deadline", Shapes.UNSIGNED, SectorUpdateManifest::deadline)
            .field("Partition", Shapes.UNSIGNED, SectorUpdateManifest::partition)
            .field("NewSealedCID", Shapes.CID, SectorUpdateManifest::newSealedCid)
            .field("Pieces", Shapes.list(PieceActivationManifest.SHAPE), SectorUpdateManifest::pieces)
            .make(v -> new SectorUpdateManifest(v.next(), v.next(), v.next(), v.next(), v.next()));

    public SectorUpdateManifest {
        pieces = List.copyOf(pieces);
    }
}
