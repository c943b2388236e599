package io.sealstream.filecoin.actors;

import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.filecoin.Cid;
import io.sealstream.filecoin.Shape;
import io.sealstream.filecoin.Shapes;
import io.sealstream.filecoin.Tuple;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One sector of a precommit, also as the chain keeps it.
 *
 * @param sealProof     registered number
 * @param sealRandEpoch epoch of the ticket
 * @param dealIds       always empty for what we send; method 34 refuses precommits with deals
 * @param expiration    first epoch after the sector's life
 * @param unsealedCid   CommD, null for committed capacity (zero commitment)
 */
public record SectorPreCommitInfo(long sealProof, long sectorNumber, Cid sealedCid, ChainEpoch sealRandEpoch, List<Long> dealIds,
        ChainEpoch expiration, @Nullable Cid unsealedCid) {
    public static final Shape<SectorPreCommitInfo> SHAPE = Tuple.of(SectorPreCommitInfo.class)
            .field("SealProof", Shapes.INTEGER, SectorPreCommitInfo::sealProof)
            .field("SectorNumber", Shapes.UNSIGNED, SectorPreCommitInfo::sectorNumber)
            .field("SealedCID", Shapes.CID, SectorPreCommitInfo::sealedCid)
            .field("SealRandEpoch", Shapes.EPOCH, SectorPreCommitInfo::sealRandEpoch)
            .field("DealIDs", Shapes.list(Shapes.UNSIGNED), SectorPreCommitInfo::dealIds)
            .field("Expiration", Shapes.EPOCH, SectorPreCommitInfo::expiration)
            .field("UnsealedCid", Shapes.optional(Shapes.CID), SectorPreCommitInfo::unsealedCid)
            .make(v -> new SectorPreCommitInfo(v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next()));

    public SectorPreCommitInfo {
        dealIds = List.copyOf(dealIds);
    }

    /** A committed-capacity sector without deals and data. */
    public static SectorPreCommitInfo committedCapacity(long sealProof, long sectorNumber, Cid sealedCid,
            ChainEpoch sealRandEpoch,
            ChainEpoch expiration) {
        return new SectorPreCommitInfo(sealProof, sectorNumber, sealedCid, sealRandEpoch, List.of(), expiration, null);
    }

    public byte[] toCbor() {
        return SHAPE.toCbor(this);
    }

    public static SectorPreCommitInfo fromCbor(byte[] cbor) {
        return SHAPE.fromCbor(cbor);
    }
}
