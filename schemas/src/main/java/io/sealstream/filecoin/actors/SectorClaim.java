package io.sealstream.filecoin.actors;

import io.sealstream.filecoin.Shape;
import io.sealstream.filecoin.Shapes;
import io.sealstream.filecoin.Tuple;
import java.util.List;

/** A verified sector of an extension and its claims. */
public record SectorClaim(long sectorNumber, List<Long> maintainClaims, List<Long> dropClaims) {
    public static final Shape<SectorClaim> SHAPE = Tuple.of(SectorClaim.class)
            .field("SectorNumber", Shapes.UNSIGNED, SectorClaim::sectorNumber)
            .field("MaintainClaims", Shapes.list(Shapes.UNSIGNED), SectorClaim::maintainClaims)
            .field("DropClaims", Shapes.list(Shapes.UNSIGNED), SectorClaim::dropClaims)
            .make(v -> new SectorClaim(v.next(), v.next(), v.next()));

    public SectorClaim {
        maintainClaims = List.copyOf(maintainClaims);
        dropClaims = List.copyOf(dropClaims);
    }
}
