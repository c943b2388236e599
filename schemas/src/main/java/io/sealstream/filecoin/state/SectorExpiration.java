package io.sealstream.filecoin.state;

import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.filecoin.Shape;
import io.sealstream.filecoin.Shapes;
import io.sealstream.filecoin.Tuple;

/** Answer of {@code StateSectorExpiration}; zero means none. */
public record SectorExpiration(ChainEpoch onTime, ChainEpoch early) {
    public static final Shape<SectorExpiration> SHAPE = Tuple.of(SectorExpiration.class)
            .field("OnTime", Shapes.EPOCH, SectorExpiration::onTime)
            .field("Early", Shapes.EPOCH, SectorExpiration::early)
            .make(v -> new SectorExpiration(v.next(), v.next()));
}
