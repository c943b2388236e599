package io.sealstream.devnet.chain.miner;

import io.sealstream.devnet.chain.rules.Abort;
import io.sealstream.devnet.chain.rules.EpochRandomness;
import io.sealstream.devnet.chain.rules.ProofVerifier.SealStatement;
import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.filecoin.Cid;
import io.sealstream.filecoin.Commitments;
import io.sealstream.filecoin.DomainSeparationTag;
import io.sealstream.filecoin.NetworkPolicy;
import io.sealstream.filecoin.Randomness;
import io.sealstream.filecoin.SealProofType;
import io.sealstream.filecoin.SectorSize;
import io.sealstream.filecoin.actors.SectorPreCommitInfo;
import io.sealstream.filecoin.actors.SectorPreCommitOnChainInfo;
import java.util.ArrayList;
import java.util.List;

/** Whether precommits may be proven now, and what their proofs state (actors/miner {@code validate_precommits}). */
final class PreCommitChecks {
    private final MinerCall call;
    private final NetworkPolicy policy;

    PreCommitChecks(MinerCall call) {
        this.call = call;
        this.policy = call.scene().rules().policy();
    }

    /** The statements of all precommits, failed ones included: an aggregate states them, too. */
    List<SealStatement> validate(List<SectorPreCommitOnChainInfo> preCommits, BatchResult batch) {
        List<SealStatement> statements = new ArrayList<>();
        for (int i = 0; i < preCommits.size(); i++) {
            SectorPreCommitOnChainInfo preCommit = preCommits.get(i);
            if (preCommit.info().sealProof() != preCommits.getFirst().info().sealProof()) {
                throw Abort.illegalState("seal proof group for verification contains mismatched seal proofs");
            }
            requireSeed(preCommit);
            statements.add(statement(preCommit));
            if (!preCommit.info().dealIds().isEmpty()) {
                batch.fail(i, Abort.illegalArgument("precommit of sector " + preCommit.info().sectorNumber() + " has deal ids"));
            } else if (call.now().isAfter(policy.proveCommitDeadline(preCommit.preCommitEpoch()))) {
                batch.fail(i, Abort.illegalArgument("too late to prove sector " + preCommit.info().sectorNumber()));
            }
        }
        return statements;
    }

    private void requireSeed(SectorPreCommitOnChainInfo preCommit) {
        ChainEpoch seedEpoch = policy.seedEpoch(preCommit.preCommitEpoch());
        if (!call.now().isAfter(seedEpoch)) {
            throw Abort.forbidden("too early to prove sector " + preCommit.info().sectorNumber()
                    + ": the epoch must be after " + seedEpoch);
        }
    }

    private SealStatement statement(SectorPreCommitOnChainInfo preCommit) {
        SectorPreCommitInfo info = preCommit.info();
        EpochRandomness randomness = call.scene().randomness();
        Bytes entropy = Randomness.minerEntropy(call.miner().id());
        Bytes ticket = randomness.fromTickets(DomainSeparationTag.SEAL_RANDOMNESS, info.sealRandEpoch(), entropy);
        Bytes seed = randomness.fromBeacon(DomainSeparationTag.INTERACTIVE_SEAL_CHALLENGE_SEED,
                policy.seedEpoch(preCommit.preCommitEpoch()), entropy);
        SealProofType type = SealProofType.of(info.sealProof()).orElseThrow();
        return new SealStatement(type, call.miner().id(), info.sectorNumber(), ticket, seed, info.sealedCid(),
                declared(info, type.sectorSize()));
    }

    /** CommD of a precommit; none stands for that of zeros. */
    static Cid declared(SectorPreCommitInfo info, SectorSize size) {
        return info.unsealedCid() == null ? Commitments.zeroPiece(size.bytes()) : info.unsealedCid();
    }
}
