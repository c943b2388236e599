package io.sealstream.devnet.chain.miner;

import io.sealstream.devnet.chain.rules.Abort;
import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.filecoin.ExitCode;
import io.sealstream.filecoin.SectorMoney;
import io.sealstream.filecoin.SectorSize;
import io.sealstream.filecoin.TokenAmount;
import io.sealstream.filecoin.actors.SectorOnChainInfo;
import java.math.BigInteger;

/**
 * What an extension makes of a sector (actors/miner {@code extend_sector_committment}): weights are spread over the new life, verified space
 * must be accounted for claim by claim, a daily fee that was never set is set now. Every sector of this chain has simple power.
 */
final class SectorExtension {
    private final MinerCall call;
    private final ClaimedSpace claims;

    SectorExtension(MinerCall call, ClaimedSpace claims) {
        this.call = call;
        this.claims = claims;
    }

    SectorOnChainInfo extend(SectorOnChainInfo sector, ChainEpoch newExpiration) {
        requireExtendable(sector, newExpiration);
        BigInteger verified = verifiedWeight(sector, newExpiration);
        BigInteger remaining = BigInteger.valueOf(sector.expiration().since(call.now()));
        BigInteger unverified = sector.dealWeight().multiply(remaining).divide(life(sector));
        if (!newExpiration.isAfter(call.now())) {
            throw Abort.of(ExitCode.USR_ASSERTION_FAILED, "sector " + sector.sectorNumber() + " would have no life left");
        }
        return new SectorOnChainInfo(sector.sectorNumber(), sector.sealProof(), sector.sealedCid(), sector.activation(),
                newExpiration, unverified, verified, sector.initialPledge(), sector.expectedDayReward(),
                sector.expectedStoragePledge(), call.now(), sector.replacedDayReward(), sector.sectorKeyCid(), sector.flags(),
                dailyFee(sector, newExpiration, verified));
    }

    private void requireExtendable(SectorOnChainInfo sector, ChainEpoch newExpiration) {
        if (sector.expiration().isBefore(call.now())) {
            throw Abort.forbidden("cannot extend expiration for expired sector " + sector.sectorNumber() + " at "
                    + sector.expiration());
        }
        if (newExpiration.isBefore(sector.expiration())) {
            throw Abort.illegalArgument("cannot reduce sector " + sector.sectorNumber() + " expiration to " + newExpiration
                    + " from " + sector.expiration());
        }
        SectorLife.require(newExpiration, call.now(), sector.activation(), call.limits());
    }

    private static BigInteger life(SectorOnChainInfo sector) {
        return BigInteger.valueOf(Math.max(1, sector.expiration().since(sector.powerBaseEpoch())));
    }

    private BigInteger verifiedWeight(SectorOnChainInfo sector, ChainEpoch newExpiration) {
        if (sector.verifiedDealWeight().signum() <= 0) {
            return sector.verifiedDealWeight();
        }
        ClaimedSpace.Space space = claims.of(sector.sectorNumber())
                .orElseThrow(() -> Abort.illegalArgument("claim missing from declaration for sector " + sector.sectorNumber()
                        + " with non-zero verified deal weight " + sector.verifiedDealWeight()));
        BigInteger held = sector.verifiedDealWeight().divide(life(sector));
        if (!BigInteger.valueOf(space.declared()).equals(held)) {
            throw Abort.illegalArgument("declared verified deal space in claims (" + space.declared()
                    + ") does not match verified deal space (" + held + ") for sector " + sector.sectorNumber());
        }
        requireLateDrop(sector, space);
        return BigInteger.valueOf(space.kept()).multiply(BigInteger.valueOf(newExpiration.since(call.now())));
    }

    /** Claims may be dropped only at the end of a sector's life. */
    private void requireLateDrop(SectorOnChainInfo sector, ClaimedSpace.Space space) {
        long left = sector.expiration().since(call.now());
        if (space.declared() != space.kept() && left > call.limits().claimDropPeriod()) {
            throw Abort.forbidden("attempt to drop claims with " + left + " epochs > end of life claim drop period "
                    + call.limits().claimDropPeriod() + " remaining");
        }
    }

    private TokenAmount dailyFee(SectorOnChainInfo sector, ChainEpoch newExpiration, BigInteger verified) {
        SectorSize size = call.miner().size();
        BigInteger power = SectorMoney.qaPower(size, newExpiration.since(call.now()), verified);
        if (sector.dailyFee().isZero()) {
            return call.scene().rules().economy().dailyFee(power);
        }
        return SectorMoney.adjustedDailyFee(sector.dailyFee(), SectorTable.power(size, sector).qa(), power);
    }
}
