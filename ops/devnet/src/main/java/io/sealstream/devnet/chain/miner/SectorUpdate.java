package io.sealstream.devnet.chain.miner;

import io.sealstream.devnet.chain.rules.Abort;
import io.sealstream.devnet.chain.rules.Power;
import io.sealstream.filecoin.Cid;
import io.sealstream.filecoin.DeadlineInfo;
import io.sealstream.filecoin.ExitCode;
import io.sealstream.filecoin.Pledge;
import io.sealstream.filecoin.SectorMoney;
import io.sealstream.filecoin.TokenAmount;
import io.sealstream.filecoin.actors.SectorOnChainInfo;
import io.sealstream.filecoin.actors.SectorUpdateManifest;
import io.sealstream.filecoin.state.SectorLocation;
import java.math.BigInteger;
import java.util.List;

/** Gives sectors their new data: CommR, weights, pledge, fee and power change at once (actors/miner {@code update_replica_states}). */
final class SectorUpdate {
    private final MinerCall call;

    SectorUpdate(MinerCall call) {
        this.call = call;
    }

    /** An update whose proof holds and whose data is claimed. */
    record Proven(SectorUpdateManifest update, DataSpace data) {}

    Effects apply(List<Proven> proven) {
        Miner miner = call.miner();
        Power power = Power.ZERO;
        TokenAmount pledge = TokenAmount.ZERO;
        for (Proven each : proven) {
            SectorUpdateManifest update = each.update();
            DeadlineInfo deadline = call.deadline(update.deadline());
            Partition.Replaced delta = miner.replace(new SectorLocation(update.deadline(), update.partition()),
                    changed(miner.sectors().get(update.sector()), each), miner.terms(deadline, call.limits()));
            power = power.plus(delta.power());
            pledge = pledge.plus(delta.pledge());
        }
        miner.funds().requireUnlocked(call.balance(), pledge.max(TokenAmount.ZERO));
        miner.funds(miner.funds().pledge(pledge));
        call.requireCovered(TokenAmount.ZERO);
        return Effects.NONE.withPower(power).withPledge(pledge);
    }

    private SectorOnChainInfo changed(SectorOnChainInfo old, Proven proven) {
        long duration = old.expiration().since(call.now());
        if (duration <= 0) {
            throw Abort.of(ExitCode.USR_ASSERTION_FAILED, "sector " + old.sectorNumber() + " is past its expiration");
        }
        BigInteger life = BigInteger.valueOf(duration);
        BigInteger verified = proven.data().verified().multiply(life);
        BigInteger power = SectorMoney.qaPower(call.miner().size(), duration, verified);
        Pledge economy = call.scene().rules().economy();
        Cid key = old.sectorKeyCid() == null ? old.sealedCid() : old.sectorKeyCid();
        return new SectorOnChainInfo(old.sectorNumber(), old.sealProof(), proven.update().newSealedCid(), old.activation(),
                old.expiration(), proven.data().unverified().multiply(life), verified,
                old.initialPledge().max(economy.initialPledge(power)), null, null, call.now(), null, key,
                old.flags() | SectorActivation.SIMPLE_QA_POWER, fee(old, duration, power));
    }

    /** The fee grows with the power; a sector from before there were fees gets its first one. */
    private TokenAmount fee(SectorOnChainInfo old, long duration, BigInteger power) {
        if (old.dailyFee().isZero()) {
            return call.scene().rules().economy().dailyFee(power);
        }
        BigInteger before = SectorMoney.qaPower(call.miner().size(), duration, old.verifiedDealWeight());
        return new TokenAmount(old.dailyFee().atto().multiply(power).divide(before));
    }
}
