package io.sealstream.devnet.chain.miner;

import io.sealstream.devnet.chain.rules.Abort;
import io.sealstream.devnet.chain.rules.EpochRandomness;
import io.sealstream.devnet.chain.rules.ProofVerifier.SealStatement;
import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.filecoin.Cid;
import io.sealstream.filecoin.CodecException;
import io.sealstream.filecoin.Commitments;
import io.sealstream.filecoin.DomainSeparationTag;
import io.sealstream.filecoin.ExitCode;
import io.sealstream.filecoin.NetworkPolicy;
import io.sealstream.filecoin.PieceInfo;
import io.sealstream.filecoin.Randomness;
import io.sealstream.filecoin.SealProofType;
import io.sealstream.filecoin.SectorSize;
import io.sealstream.filecoin.actors.ProveCommitSectors3Params;
import io.sealstream.filecoin.actors.SectorActivationManifest;
import io.sealstream.filecoin.actors.SectorPreCommitInfo;
import io.sealstream.filecoin.actors.SectorPreCommitOnChainInfo;
import java.util.ArrayList;
import java.util.List;

/** Method 34, ProveCommitSectors3 (actors/miner {@code prove_commit_sectors3}); chain.md 4.9. */
public final class ProveCommitSectors {
    /** SnarkPack V2, the only aggregate that the actors take. */
    private static final long SNARK_PACK_V2 = 1;

    private final MinerCall call;
    private final ProveCommitSectors3Params params;
    private final List<SectorPreCommitOnChainInfo> preCommits;

    private ProveCommitSectors(MinerCall call, ProveCommitSectors3Params params) {
        this.call = call;
        this.params = params;
        this.preCommits = new ArrayList<>();
    }

    public static Effects apply(MinerCall call, ProveCommitSectors3Params params) {
        call.requireControl();
        return new ProveCommitSectors(call, params).run();
    }

    private Effects run() {
        loadPreCommits();
        requireProofs();
        BatchResult batch = new BatchResult(preCommits.size());
        List<SealStatement> statements = validate(batch);
        requireSomeLeft(batch, "no valid precommits specified");
        verify(batch, statements);
        requireSomeLeft(batch, "no valid proofs specified");
        List<SectorPreCommitOnChainInfo> proven = new ArrayList<>();
        for (int i = 0; i < preCommits.size(); i++) {
            if (batch.isGood(i)) {
                requireDeclaredData(preCommits.get(i).info(), params.sectorActivations().get(i));
                proven.add(preCommits.get(i));
            }
        }
        return new SectorActivation(call).activate(proven).returning(batch.toReturn().toCbor());
    }

    private void loadPreCommits() {
        for (SectorActivationManifest activation : params.sectorActivations()) {
            long number = activation.sectorNumber();
            if (number < 0) {
                throw Abort.illegalArgument("sector number greater than maximum");
            }
            preCommits.add(
                    call.miner().preCommits().find(number).orElseThrow(() -> Abort.notFound("sector " + number + " not found")));
        }
        if (preCommits.isEmpty()) {
            throw Abort.illegalArgument("no sectors to prove");
        }
    }

    private void requireProofs() {
        if (params.sectorProofs().isEmpty() == params.aggregateProof().isEmpty()) {
            throw Abort.illegalArgument("exactly one of sector proofs or aggregate proof must be non-empty");
        }
        if (params.sectorProofs().isEmpty()) {
            throw aggregate();
        }
        if (params.aggregateProofType() != null) {
            throw Abort.illegalArgument("aggregate proof type must be null with batched proofs");
        }
        if (params.sectorProofs().size() != preCommits.size()) {
            throw Abort.illegalArgument(
                    "mismatched lengths: " + preCommits.size() + " sector activations, " + params.sectorProofs().size()
                            + " proofs");
        }
        int longest = type(preCommits.getFirst()).proofBytes();
        for (Bytes proof : params.sectorProofs()) {
            if (proof.length() > longest) {
                throw Abort.illegalArgument("sector proof size " + proof.length() + " exceeds max " + longest);
            }
        }
    }

    /** Aggregates are not verified by this chain yet, so none is accepted. */
    private Abort aggregate() {
        Long type = params.aggregateProofType();
        if (type == null || type != SNARK_PACK_V2) {
            return Abort.illegalArgument("aggregate proof type must be SnarkPackV2");
        }
        return Abort.illegalArgument("this chain does not verify aggregates");
    }

    private static SealProofType type(SectorPreCommitOnChainInfo preCommit) {
        return SealProofType.of(preCommit.info().sealProof()).orElseThrow();
    }

    private List<SealStatement> validate(BatchResult batch) {
        NetworkPolicy policy = call.scene().rules().policy();
        List<SealStatement> statements = new ArrayList<>();
        for (int i = 0; i < preCommits.size(); i++) {
            SectorPreCommitOnChainInfo preCommit = preCommits.get(i);
            boolean tooLate = call.now().isAfter(policy.proveCommitDeadline(preCommit.preCommitEpoch()));
            if (preCommit.info().sealProof() != preCommits.getFirst().info().sealProof()) {
                throw Abort.illegalState("seal proof group for verification contains mismatched seal proofs");
            }
            ChainEpoch seedEpoch = policy.seedEpoch(preCommit.preCommitEpoch());
            if (!call.now().isAfter(seedEpoch)) {
                throw Abort.forbidden("too early to prove sector " + preCommit.info().sectorNumber()
                        + ": the epoch must be after " + seedEpoch);
            }
            statements.add(statement(preCommit, seedEpoch));
            if (tooLate || !preCommit.info().dealIds().isEmpty()) {
                fail(batch, i, tooLate ? "too late to prove" : "precommit has deal ids");
            }
        }
        return statements;
    }

    private SealStatement statement(SectorPreCommitOnChainInfo preCommit, ChainEpoch seedEpoch) {
        SectorPreCommitInfo info = preCommit.info();
        EpochRandomness randomness = call.scene().randomness();
        Bytes entropy = Randomness.minerEntropy(call.miner().id());
        Bytes ticket = randomness.fromTickets(DomainSeparationTag.SEAL_RANDOMNESS, info.sealRandEpoch(), entropy);
        Bytes seed = randomness.fromBeacon(DomainSeparationTag.INTERACTIVE_SEAL_CHALLENGE_SEED, seedEpoch, entropy);
        SealProofType type = type(preCommit);
        return new SealStatement(type, call.miner().id(), info.sectorNumber(), ticket, seed, info.sealedCid(),
                declared(info, type.sectorSize()));
    }

    private static Cid declared(SectorPreCommitInfo info, SectorSize size) {
        return info.unsealedCid() == null ? Commitments.zeroPiece(size.bytes()) : info.unsealedCid();
    }

    private void verify(BatchResult batch, List<SealStatement> statements) {
        for (int i = 0; i < statements.size(); i++) {
            if (batch.isGood(i) && !call.scene().proofs().verifySeal(statements.get(i), params.sectorProofs().get(i))) {
                fail(batch, i, "invalid proof");
            }
        }
    }

    private void fail(BatchResult batch, int index, String why) {
        if (params.requireActivationSuccess()) {
            throw Abort.illegalArgument(
                    why + " of sector " + preCommits.get(index).info().sectorNumber() + " while requiring activation success");
        }
        batch.fail(index, ExitCode.USR_ILLEGAL_ARGUMENT);
    }

    private static void requireSomeLeft(BatchResult batch, String why) {
        if (batch.allFailed()) {
            throw Abort.illegalArgument(why);
        }
    }

    /** The pieces must give the CommD of the precommit. Allocations do not exist on this chain, so none can be claimed. */
    private void requireDeclaredData(SectorPreCommitInfo info, SectorActivationManifest activation) {
        SectorSize size = call.miner().size();
        if (!declared(info, size).equals(computed(activation, size))) {
            throw Abort.illegalArgument("unsealed CID does not match pieces for sector " + info.sectorNumber());
        }
        if (!activation.pieces().isEmpty()) {
            throw Abort.illegalArgument(
                    "this chain activates committed capacity only, sector " + info.sectorNumber() + " has pieces");
        }
    }

    private static Cid computed(SectorActivationManifest activation, SectorSize size) {
        try {
            return Commitments.commD(size,
                    activation.pieces().stream().map(piece -> new PieceInfo(piece.pieceCid(), piece.paddedSize())).toList());
        } catch (CodecException e) {
            throw Abort.illegalArgument("failed to compute unsealed sector CID: " + e.getMessage());
        }
    }
}
