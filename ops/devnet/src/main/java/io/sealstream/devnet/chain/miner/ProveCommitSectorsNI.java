package io.sealstream.devnet.chain.miner;

import io.sealstream.devnet.chain.rules.Abort;
import io.sealstream.devnet.chain.rules.ProofVerifier.SealStatement;
import io.sealstream.filecoin.BitField;
import io.sealstream.filecoin.DeadlineInfo;
import io.sealstream.filecoin.NetworkPolicy;
import io.sealstream.filecoin.Pledge;
import io.sealstream.filecoin.SealProofType;
import io.sealstream.filecoin.SectorMoney;
import io.sealstream.filecoin.TokenAmount;
import io.sealstream.filecoin.actors.ProveCommitSectorsNIParams;
import io.sealstream.filecoin.actors.SectorNIActivationInfo;
import io.sealstream.filecoin.actors.SectorOnChainInfo;
import java.math.BigInteger;
import java.util.List;

/** Method 36, ProveCommitSectorsNI (actors/miner {@code prove_commit_sectors_ni}); chain.md 4.9. */
public final class ProveCommitSectorsNI {
    private final MinerCall call;
    private final ProveCommitSectorsNIParams params;
    private final BatchResult batch;

    private ProveCommitSectorsNI(MinerCall call, ProveCommitSectorsNIParams params) {
        this.call = call;
        this.params = params;
        this.batch = new BatchResult(params.sectors().size(), params.requireActivationSuccess());
    }

    public static Effects apply(MinerCall call, ProveCommitSectorsNIParams params) {
        Aggregates.requireSize(params.aggregateProof(), params.sectors().size(), call.limits().nonInteractive());
        call.requireControl();
        return new ProveCommitSectorsNI(call, params).run();
    }

    private Effects run() {
        DeadlineInfo target = target();
        call.requireNoConsensusFault("ProveCommitSectorsNI");
        SealProofType type = type();
        Aggregates.requireType(params.aggregateProofType());
        List<SealStatement> statements = new NonInteractiveChecks(call, type).validate(params.sectors(), batch);
        batch.requireSomeLeft("no valid NI commits specified");
        Aggregates.requireProven(call, statements, params.aggregateProof());
        List<SectorOnChainInfo> sectors = batch.good().stream().map(index -> sector(params.sectors().get(index))).toList();
        return activate(sectors, target).returning(batch.toReturn().toCbor());
    }

    private DeadlineInfo target() {
        call.requireDeadlineIndex(params.provingDeadline());
        DeadlineInfo target = call.deadline(params.provingDeadline());
        if (!target.isMutable()) {
            throw Abort.forbidden("proving deadline " + target.index() + " must not be the current or next deadline");
        }
        return target;
    }

    private SealProofType type() {
        NetworkPolicy policy = call.scene().rules().policy();
        return SealProofType.of(params.sealProofType()).filter(policy::acceptsNonInteractive)
                .orElseThrow(() -> Abort.illegalArgument("unsupported seal proof type " + params.sealProofType()));
    }

    /** Committed capacity: quality-adjusted power is raw power. */
    private SectorOnChainInfo sector(SectorNIActivationInfo info) {
        Pledge economy = call.scene().rules().economy();
        BigInteger power = BigInteger.valueOf(call.miner().size().bytes());
        return new SectorOnChainInfo(info.sectorNumber(), params.sealProofType(), info.sealedCid(), call.now(), info.expiration(),
                BigInteger.ZERO, BigInteger.ZERO, economy.initialPledge(power), null, null, call.now(), null, null,
                SectorActivation.SIMPLE_QA_POWER, SectorMoney.dailyFee(economy.circulatingSupply(), power));
    }

    private Effects activate(List<SectorOnChainInfo> sectors, DeadlineInfo target) {
        Miner miner = call.miner();
        TokenAmount pledge = sectors.getFirst().initialPledge().times(sectors.size());
        miner.funds().requireUnlocked(call.balance(), pledge);
        boolean startCron = !miner.cronActive();
        miner.cronActive(true);
        miner.preCommits(miner.preCommits().allocate(numbers()));
        miner.addSectors(sectors, target);
        Funds.Repaid repaid = miner.funds().pledge(pledge).repayAll(call.balance());
        miner.funds(repaid.funds());
        call.requireCovered(repaid.burnt());
        return Effects.NONE.withPledge(pledge).withBurn(repaid.burnt()).withCron(startCron);
    }

    /** Failed sectors use up their numbers, too; numbers that no sector can have are in no bitfield. */
    private BitField numbers() {
        return BitField
                .of(params.sectors().stream().map(SectorNIActivationInfo::sectorNumber).filter(number -> number >= 0).toList());
    }
}
