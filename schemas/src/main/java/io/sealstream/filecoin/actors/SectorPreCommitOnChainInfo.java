package io.sealstream.filecoin.actors;

import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.filecoin.Shape;
import io.sealstream.filecoin.Shapes;
import io.sealstream.filecoin.TokenAmount;
import io.sealstream.filecoin.Tuple;

/** A precommitted sector as the chain keeps it. */
public record SectorPreCommitOnChainInfo(SectorPreCommitInfo info, TokenAmount preCommitDeposit, ChainEpoch preCommitEpoch) {
    public static final Shape<SectorPreCommitOnChainInfo> SHAPE = Tuple.of(SectorPreCommitOnChainInfo.class)
            .field("Info", SectorPreCommitInfo.SHAPE, SectorPreCommitOnChainInfo::info)
            .field("PreCommitDeposit", Shapes.AMOUNT, SectorPreCommitOnChainInfo::preCommitDeposit)
            .field("PreCommitEpoch", Shapes.EPOCH, SectorPreCommitOnChainInfo::preCommitEpoch)
            .make(v -> new SectorPreCommitOnChainInfo(v.next(), v.next(), v.next()));

    public byte[] toCbor() {
        return SHAPE.toCbor(this);
    }

    public static SectorPreCommitOnChainInfo fromCbor(byte[] cbor) {
        return SHAPE.fromCbor(cbor);
    }
}
