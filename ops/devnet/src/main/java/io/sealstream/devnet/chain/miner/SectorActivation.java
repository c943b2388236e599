package io.sealstream.devnet.chain.miner;

import io.sealstream.devnet.chain.rules.Abort;
import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.filecoin.Pledge;
import io.sealstream.filecoin.SectorMoney;
import io.sealstream.filecoin.TokenAmount;
import io.sealstream.filecoin.actors.SectorOnChainInfo;
import io.sealstream.filecoin.actors.SectorPreCommitInfo;
import io.sealstream.filecoin.actors.SectorPreCommitOnChainInfo;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** Turns proven precommits into sectors: pledge locked, deadline assigned, power not yet (actors/miner {@code activate_new_sector_infos}). */
final class SectorActivation {
    /** {@code SectorOnChainInfoFlags::SIMPLE_QA_POWER}. */
    static final long SIMPLE_QA_POWER = 1;

    private final MinerCall call;

    SectorActivation(MinerCall call) {
        this.call = call;
    }

    /** A precommit whose proof holds and whose data is claimed. */
    record Proven(SectorPreCommitOnChainInfo preCommit, DataSpace data) {}

    Effects activate(List<Proven> proven) {
        TokenAmount pledge = TokenAmount.ZERO;
        TokenAmount deposits = TokenAmount.ZERO;
        List<SectorOnChainInfo> sectors = new ArrayList<>();
        for (Proven each : proven) {
            SectorOnChainInfo sector = sector(each.preCommit().info(), each.data());
            sectors.add(sector);
            pledge = pledge.plus(sector.initialPledge());
            deposits = deposits.plus(each.preCommit().preCommitDeposit());
        }
        Miner miner = call.miner();
        miner.preCommits(miner.preCommits().remove(sectors.stream().map(SectorOnChainInfo::sectorNumber).toList()));
        miner.addSectors(sectors, call.now(), call.scene().rules());
        Funds freed = miner.funds().deposit(deposits.negate());
        freed.requireUnlocked(call.balance(), pledge);
        miner.funds(freed.pledge(pledge));
        miner.funds().requireCovered(call.balance());
        return Effects.NONE.withPledge(pledge);
    }

    private SectorOnChainInfo sector(SectorPreCommitInfo info, DataSpace data) {
        ChainEpoch now = call.now();
        long duration = info.expiration().since(now);
        if (duration < call.limits().minSectorLife()) {
            throw Abort.illegalArgument("precommit " + info.sectorNumber() + " has lifetime " + duration + " less than minimum "
                    + call.limits().minSectorLife());
        }
        Pledge economy = call.scene().rules().economy();
        BigInteger life = BigInteger.valueOf(duration);
        BigInteger verified = data.verified().multiply(life);
        BigInteger power = SectorMoney.qaPower(call.miner().size(), duration, verified);
        return new SectorOnChainInfo(info.sectorNumber(), info.sealProof(), info.sealedCid(), now, info.expiration(),
                data.unverified().multiply(life), verified, economy.initialPledge(power), null, null, now, null, null,
                SIMPLE_QA_POWER, economy.dailyFee(power));
    }
}
