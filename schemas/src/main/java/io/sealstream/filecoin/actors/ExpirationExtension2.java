package io.sealstream.filecoin.actors;

import io.sealstream.filecoin.BitField;
import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.filecoin.Shape;
import io.sealstream.filecoin.Shapes;
import io.sealstream.filecoin.Tuple;
import java.util.List;

/** Sectors of one partition that get a new expiration. */
public record ExpirationExtension2(long deadline, long partition, BitField sectors, List<SectorClaim> sectorsWithClaims,
        ChainEpoch newExpiration) {
    public static final Shape<ExpirationExtension2> SHAPE = Tuple.of(ExpirationExtension2.class)
            .field("Deadline", Shapes.UNSIGNED, ExpirationExtension2::deadline)
            .field("Partition", Shapes.UNSIGNED, ExpirationExtension2::partition)
            .field("Sectors", Shapes.BITFIELD, ExpirationExtension2::sectors)
            .field("SectorsWithClaims", Shapes.list(SectorClaim.SHAPE), ExpirationExtension2::sectorsWithClaims)
            .field("NewExpiration", Shapes.EPOCH, ExpirationExtension2::newExpiration)
            .make(v -> new ExpirationExtension2(v.next(), v.next(), v.next(), v.next(), v.next()));

    public ExpirationExtension2 {
        sectorsWithClaims = List.copyOf(sectorsWithClaims);
    }
}
