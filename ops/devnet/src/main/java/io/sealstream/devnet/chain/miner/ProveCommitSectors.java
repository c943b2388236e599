package io.sealstream.devnet.chain.miner;

import io.sealstream.devnet.chain.rules.Abort;
import io.sealstream.devnet.chain.rules.DataActors.Claimed;
import io.sealstream.devnet.chain.rules.DataActors.SectorPieces;
import io.sealstream.devnet.chain.rules.ProofVerifier.SealStatement;
import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.SealProofType;
import io.sealstream.filecoin.actors.ProveCommitSectors3Params;
import io.sealstream.filecoin.actors.SectorActivationManifest;
import io.sealstream.filecoin.actors.SectorPreCommitInfo;
import io.sealstream.filecoin.actors.SectorPreCommitOnChainInfo;
import java.util.ArrayList;
import java.util.List;

/** Method 34, ProveCommitSectors3 (actors/miner {@code prove_commit_sectors3}); chain.md 4.9. */
public final class ProveCommitSectors {
    private final MinerCall call;
    private final ProveCommitSectors3Params params;
    private final BatchResult batch;
    private final List<SectorPreCommitOnChainInfo> preCommits = new ArrayList<>();

    private ProveCommitSectors(MinerCall call, ProveCommitSectors3Params params) {
        this.call = call;
        this.params = params;
        this.batch = new BatchResult(params.sectorActivations().size(), params.requireActivationSuccess());
    }

    public static Effects apply(MinerCall call, ProveCommitSectors3Params params) {
        call.requireControl();
        return new ProveCommitSectors(call, params).run();
    }

    private Effects run() {
        loadPreCommits();
        requireProofs();
        List<SealStatement> statements = new PreCommitChecks(call).validate(preCommits, batch);
        batch.requireSomeLeft("no valid precommits specified");
        verify(statements);
        batch.requireSomeLeft("no valid proofs specified");
        List<SectorActivation.Proven> proven = claimData();
        batch.requireSomeLeft("all data activations failed");
        Effects effects = new SectorActivation(call).activate(proven);
        DataConsumers.tell(call, batch.good().stream().map(this::pieces).toList(), params.requireNotificationSuccess());
        return effects.returning(batch.toReturn().toCbor());
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

    private boolean isAggregate() { return params.sectorProofs().isEmpty(); }

    private void requireProofs() {
        if (params.sectorProofs().isEmpty() == params.aggregateProof().isEmpty()) {
            throw Abort.illegalArgument("exactly one of sector proofs or aggregate proof must be non-empty");
        }
        if (isAggregate()) {
            Aggregates.requireType(params.aggregateProofType());
            Aggregates.requireSize(params.aggregateProof(), preCommits.size(), call.limits().aggregate());
        } else {
            requireSingleProofs();
        }
    }

    private void requireSingleProofs() {
        if (params.aggregateProofType() != null) {
            throw Abort.illegalArgument("aggregate proof type must be null with batched proofs");
        }
        if (params.sectorProofs().size() != preCommits.size()) {
            throw Abort.illegalArgument(
                    "mismatched lengths: " + preCommits.size() + " sector activations, " + params.sectorProofs().size()
                            + " proofs");
        }
        int longest = SealProofType.of(preCommits.getFirst().info().sealProof()).orElseThrow().proofBytes();
        for (Bytes proof : params.sectorProofs()) {
            if (proof.length() > longest) {
                throw Abort.illegalArgument("sector proof size " + proof.length() + " exceeds max " + longest);
            }
        }
    }

    private void verify(List<SealStatement> statements) {
        if (isAggregate()) {
            Aggregates.requireProven(call, statements, params.aggregateProof());
            return;
        }
        for (int i : batch.good()) {
            if (!call.scene().proofs().verifySeal(statements.get(i), params.sectorProofs().get(i))) {
                batch.fail(i, Abort.illegalArgument("invalid proof of sector " + statements.get(i).sector()));
            }
        }
    }

    private SectorPieces pieces(int index) {
        return new SectorPieces(preCommits.get(index).info().sectorNumber(), preCommits.get(index).info().expiration(),
                params.sectorActivations().get(index).pieces());
    }

    /** The pieces must give the CommD of the precommit, and their allocations must be there. */
    private List<SectorActivation.Proven> claimData() {
        List<Integer> good = batch.good();
        good.forEach(this::requireDeclaredData);
        List<Claimed> claims = call.data().claim(good.stream().map(this::pieces).toList(), params.requireActivationSuccess());
        List<SectorActivation.Proven> proven = new ArrayList<>();
        for (int i = 0; i < claims.size(); i++) {
            int index = good.get(i);
            if (claims.get(i).isOk()) {
                proven.add(new SectorActivation.Proven(preCommits.get(index),
                        DataSpace.of(pieces(index).pieces(), claims.get(i).space())));
            } else {
                batch.fail(index, claims.get(i).code());
            }
        }
        return proven;
    }

    private void requireDeclaredData(int index) {
        SectorPreCommitInfo info = preCommits.get(index).info();
        if (!PreCommitChecks.declared(info, call.miner().size()).equals(DataSpace.unsealedCid(call, pieces(index).pieces()))) {
            throw Abort.illegalArgument("unsealed CID does not match pieces for sector " + info.sectorNumber());
        }
    }
}
