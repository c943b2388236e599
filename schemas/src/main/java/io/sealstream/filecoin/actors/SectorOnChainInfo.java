package io.sealstream.filecoin.actors;

import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.filecoin.Cid;
import io.sealstream.filecoin.Shape;
import io.sealstream.filecoin.Shapes;
import io.sealstream.filecoin.TokenAmount;
import io.sealstream.filecoin.Tuple;
import java.math.BigInteger;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An active sector as the chain keeps it: 16 CBOR fields (the fourth, deal ids, is always empty and not in JSON).
 *
 * @param sealProof          registered number
 * @param sealedCid          CommR in force
 * @param activation         epoch of prove-commit
 * @param expiration         first epoch after its life
 * @param dealWeight         byte-epochs of unverified data
 * @param verifiedDealWeight byte-epochs of verified data
 * @param powerBaseEpoch     start of the interval over which weights are spread
 * @param sectorKeyCid       CommR before a replica update, null without one
 * @param flags              bit 0: simple quality-adjusted power
 * @param dailyFee           attoFIL a day (FIP-0100)
 */
public record SectorOnChainInfo(long sectorNumber, long sealProof, Cid sealedCid, ChainEpoch activation, ChainEpoch expiration,
        BigInteger dealWeight, BigInteger verifiedDealWeight, TokenAmount initialPledge, @Nullable TokenAmount expectedDayReward,
        @Nullable TokenAmount expectedStoragePledge, ChainEpoch powerBaseEpoch, @Nullable TokenAmount replacedDayReward,
        @Nullable Cid sectorKeyCid, long flags, TokenAmount dailyFee) {
    public static final Shape<SectorOnChainInfo> SHAPE = Tuple.of(SectorOnChainInfo.class)
            .field("SectorNumber", Shapes.UNSIGNED, SectorOnChainInfo::sectorNumber)
            .field("SealProof", Shapes.INTEGER, SectorOnChainInfo::sealProof)
            .field("SealedCID", Shapes.CID, SectorOnChainInfo::sealedCid)
            .cborOnly("DeprecatedDealIDs", Shapes.list(Shapes.UNSIGNED), List.of())
            .field("Activation", Shapes.EPOCH, SectorOnChainInfo::activation)
            .field("Expiration", Shapes.EPOCH, SectorOnChainInfo::expiration)
            .field("DealWeight", Shapes.BIG, SectorOnChainInfo::dealWeight)
            .field("VerifiedDealWeight", Shapes.BIG, SectorOnChainInfo::verifiedDealWeight)
            .field("InitialPledge", Shapes.AMOUNT, SectorOnChainInfo::initialPledge)
            .field("ExpectedDayReward", Shapes.optional(Shapes.AMOUNT), SectorOnChainInfo::expectedDayReward)
            .field("ExpectedStoragePledge", Shapes.optional(Shapes.AMOUNT), SectorOnChainInfo::expectedStoragePledge)
            .field("PowerBaseEpoch", Shapes.EPOCH, SectorOnChainInfo::powerBaseEpoch)
            .field("ReplacedDayReward", Shapes.optional(Shapes.AMOUNT), SectorOnChainInfo::replacedDayReward)
            .field("SectorKeyCID", Shapes.optional(Shapes.CID), SectorOnChainInfo::sectorKeyCid)
            .field("Flags", Shapes.UNSIGNED, SectorOnChainInfo::flags)
            .field("DailyFee", Shapes.AMOUNT, SectorOnChainInfo::dailyFee)
            .make(SectorOnChainInfo::read);

    private static SectorOnChainInfo read(Tuple.Values v) {
        long number = v.next();
        long sealProof = v.next();
        Cid sealed = v.next();
        v.skip();
        return new SectorOnChainInfo(number, sealProof, sealed, v.next(), v.next(), v.next(), v.next(), v.next(), v.next(),
                v.next(),
                v.next(), v.next(), v.next(), v.next(), v.next());
    }

    public byte[] toCbor() {
        return SHAPE.toCbor(this);
    }

    public static SectorOnChainInfo fromCbor(byte[] cbor) {
        return SHAPE.fromCbor(cbor);
    }
}
