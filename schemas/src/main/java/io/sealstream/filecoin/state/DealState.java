package io.sealstream.filecoin.state;

import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.filecoin.Shape;
import io.sealstream.filecoin.Shapes;
import io.sealstream.filecoin.Tuple;

/**
 * How far a storage deal is. Epochs that have not come are −1.
 *
 * @param sectorNumber     sector that holds the data, 0 while there is none
 * @param sectorStartEpoch activation
 * @param lastUpdatedEpoch last payment
 * @param slashEpoch       early end
 */
public record DealState(long sectorNumber, ChainEpoch sectorStartEpoch, ChainEpoch lastUpdatedEpoch, ChainEpoch slashEpoch) {
    private static final ChainEpoch UNDEFINED = new ChainEpoch(-1);

    /** A deal that waits for its sector. */
    public static final DealState PENDING = new DealState(0, UNDEFINED, UNDEFINED, UNDEFINED);

    public static final Shape<DealState> SHAPE = Tuple.of(DealState.class)
            .field("SectorNumber", Shapes.UNSIGNED, DealState::sectorNumber)
            .field("SectorStartEpoch", Shapes.EPOCH, DealState::sectorStartEpoch)
            .field("LastUpdatedEpoch", Shapes.EPOCH, DealState::lastUpdatedEpoch)
            .field("SlashEpoch", Shapes.EPOCH, DealState::slashEpoch)
            .make(v -> new DealState(v.next(), v.next(), v.next(), v.next()));

    /** A deal that is active in a sector since an epoch. */
    public static DealState active(long sector, ChainEpoch since) {
        return new DealState(sector, since, UNDEFINED, UNDEFINED);
    }

    public boolean isPending() { return sectorStartEpoch.equals(UNDEFINED); }
}
