package io.sealstream.devnet.chain.miner;

import io.sealstream.devnet.chain.rules.Abort;
import io.sealstream.devnet.chain.rules.DataActors.SectorDeals;
import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.filecoin.Cid;
import io.sealstream.filecoin.NetworkPolicy;
import io.sealstream.filecoin.SealProofType;
import io.sealstream.filecoin.SectorSize;
import io.sealstream.filecoin.TokenAmount;
import io.sealstream.filecoin.actors.PreCommitSectorBatchParams2;
import io.sealstream.filecoin.actors.SectorPreCommitInfo;
import io.sealstream.filecoin.actors.SectorPreCommitOnChainInfo;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Method 28, PreCommitSectorBatch2 (actors/miner {@code pre_commit_sector_batch_inner}); chain.md 4.9. */
public final class PreCommitSectors {
    private PreCommitSectors() {}

    public static Effects apply(MinerCall call, PreCommitSectorBatchParams2 params) {
        List<SectorPreCommitInfo> sectors = params.sectors();
        if (sectors.isEmpty()) {
            throw Abort.illegalArgument("batch empty");
        }
        Set<Long> numbers = new HashSet<>();
        for (SectorPreCommitInfo sector : sectors) {
            if (!numbers.add(sector.sectorNumber())) {
                throw Abort.illegalArgument("duplicate sector number " + Long.toUnsignedString(sector.sectorNumber()));
            }
            requireWellFormed(sector, call);
        }
        Miner miner = call.miner();
        List<Optional<Cid>> dealData = verifyDeals(sectors, call);
        TokenAmount available = miner.funds().available(call.balance());
        Funds.Repaid repaid = miner.funds().repayAll(call.balance());
        call.requireControl();
        call.requireNoConsensusFault("pre-commit");
        for (int i = 0; i < sectors.size(); i++) {
            requireMinersType(sectors.get(i), miner);
            requireDealData(sectors.get(i), dealData.get(i), call);
        }
        TokenAmount deposit = call.scene().rules().economy().preCommitDeposit(miner.size());
        TokenAmount total = deposit.times(sectors.size());
        if (available.compareTo(total) < 0) {
            throw Abort.insufficientFunds("insufficient funds " + available + " for pre-commit deposit: " + total);
        }
        boolean startCron = !miner.cronActive();
        ChainEpoch cleanUp = proveCommitDue(call.now(), call.scene().rules().policy())
                .plus(call.limits().preCommitCleanUpDelay());
        miner.preCommits(miner.preCommits().add(
                sectors.stream().map(sector -> new SectorPreCommitOnChainInfo(sector, deposit, call.now())).toList(), cleanUp,
                miner.everyDeadline(call.scene().rules().policy().schedule())));
        miner.funds(repaid.funds().deposit(total));
        miner.cronActive(true);
        miner.funds().requireCovered(call.balance().minus(repaid.burnt()));
        return Effects.NONE.withBurn(repaid.burnt()).withCron(startCron);
    }

    /** The market's answer; it refuses deals that cannot become active. */
    private static List<Optional<Cid>> verifyDeals(List<SectorPreCommitInfo> sectors, MinerCall call) {
        return call.data().verifyDeals(sectors.stream()
                .map(each -> new SectorDeals(SealProofType.of(each.sealProof()).orElseThrow().sectorSize(), each.expiration(),
                        each.dealIds()))
                .toList());
    }

    /** Last epoch at which a precommit of {@code now} may be proven. */
    static ChainEpoch proveCommitDue(ChainEpoch preCommit, NetworkPolicy policy) {
        return policy.proveCommitDeadline(preCommit);
    }

    private static void requireWellFormed(SectorPreCommitInfo sector, MinerCall call) {
        NetworkPolicy policy = call.scene().rules().policy();
        if (SealProofType.of(sector.sealProof()).filter(policy::accepts).isEmpty()) {
            throw Abort.illegalArgument("unsupported seal proof type " + sector.sealProof());
        }
        if (sector.sectorNumber() < 0) {
            throw Abort.illegalArgument(
                    "sector number " + Long.toUnsignedString(sector.sectorNumber()) + " out of range 0..(2^63-1)");
        }
        if (!sector.sealedCid().isSealed()) {
            throw Abort.illegalArgument("sealed CID had wrong prefix");
        }
        if (!sector.sealRandEpoch().isBefore(call.now())) {
            throw Abort.illegalArgument("seal challenge epoch " + sector.sealRandEpoch() + " must be before now " + call.now());
        }
        ChainEpoch earliest = call.now().minus(call.limits().preCommitLookback());
        if (sector.sealRandEpoch().isBefore(earliest)) {
            throw Abort.illegalArgument("seal challenge epoch " + sector.sealRandEpoch() + " too old, must be after " + earliest);
        }
        if (sector.unsealedCid() != null && !sector.unsealedCid().isUnsealed()) {
            throw Abort.illegalArgument("unsealed CID had wrong prefix");
        }
        SectorLife.require(sector.expiration(), call.now(), proveCommitDue(call.now(), policy), call.limits());
    }

    private static void requireMinersType(SectorPreCommitInfo sector, Miner miner) {
        long type = SealProofType.of(sector.sealProof()).orElseThrow().windowPoStType().code();
        if (type != miner.info().windowPoStProofType()) {
            throw Abort.illegalArgument("sector Window PoSt proof type " + type + " must match miner Window PoSt proof type "
                    + miner.info().windowPoStProofType() + " (seal proof type " + sector.sealProof() + ")");
        }
    }

    private static void requireDealData(SectorPreCommitInfo sector, Optional<Cid> dealData, MinerCall call) {
        SectorSize size = call.miner().size();
        if (sector.dealIds().size() > call.limits().dealsPerSector(size)) {
            throw Abort.illegalArgument(
                    "too many deals for sector " + sector.dealIds().size() + " > " + call.limits().dealsPerSector(size));
        }
        Cid declared = PreCommitChecks.declared(sector, size);
        if (!dealData.orElse(declared).equals(declared)) {
            throw Abort.illegalArgument("computed " + dealData.orElseThrow() + " and passed " + declared + " CommDs not equal");
        }
    }
}
