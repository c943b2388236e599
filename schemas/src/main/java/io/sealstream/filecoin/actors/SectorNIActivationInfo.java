package io.sealstream.filecoin.actors;

import io.sealstream.filecoin.ActorId;
import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.filecoin.Cid;
import io.sealstream.filecoin.Shape;
import io.sealstream.filecoin.Shapes;
import io.sealstream.filecoin.Tuple;

/** One sector of ProveCommitSectorsNI. */
public record SectorNIActivationInfo(long sealingNumber, ActorId sealer, Cid sealedCid, long sectorNumber,
        ChainEpoch sealRandEpoch, ChainEpoch expiration) {
    public static final Shape<SectorNIActivationInfo> SHAPE = Tuple.of(SectorNIActivationInfo.class)
            .field("SealingNumber", Shapes.UNSIGNED, SectorNIActivationInfo::sealingNumber)
            .field("SealerID", Shapes.ACTOR_ID, SectorNIActivationInfo::sealer)
            .field("SealedCID", Shapes.CID, SectorNIActivationInfo::sealedCid)
            .field("SectorNumber", Shapes.UNSIGNED, SectorNIActivationInfo::sectorNumber)
            .field("SealRandEpoch", Shapes.EPOCH, SectorNIActivationInfo::sealRandEpoch)
            .field("Expiration", Shapes.EPOCH, SectorNIActivationInfo::expiration)
            .make(v -> new SectorNIActivationInfo(v.next(), v.next(), v.next(), v.next(), v.next(), v.next()));
}
