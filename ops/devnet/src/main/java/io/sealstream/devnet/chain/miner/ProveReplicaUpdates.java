package io.sealstream.devnet.chain.miner;

import io.sealstream.devnet.chain.rules.Abort;
import io.sealstream.devnet.chain.rules.DataActors.Claimed;
import io.sealstream.devnet.chain.rules.DataActors.SectorPieces;
import io.sealstream.devnet.chain.rules.ProofVerifier.ReplicaUpdateStatement;
import io.sealstream.filecoin.UpdateProofType;
import io.sealstream.filecoin.actors.ProveReplicaUpdates3Params;
import io.sealstream.filecoin.actors.SectorOnChainInfo;
import io.sealstream.filecoin.actors.SectorUpdateManifest;
import java.util.ArrayList;
import java.util.List;

/** Method 35, ProveReplicaUpdates3 (actors/miner {@code prove_replica_updates3}); chain.md 4.9. */
public final class ProveReplicaUpdates {
    private final MinerCall call;
    private final ProveReplicaUpdates3Params params;
    private final BatchResult batch;
    private final List<SectorOnChainInfo> sectors = new ArrayList<>();

    private ProveReplicaUpdates(MinerCall call, ProveReplicaUpdates3Params params) {
        this.call = call;
        this.params = params;
        this.batch = new BatchResult(params.sectorUpdates().size(), params.requireActivationSuccess());
    }

    public static Effects apply(MinerCall call, ProveReplicaUpdates3Params params) {
        call.requireControl();
        return new ProveReplicaUpdates(call, params).run();
    }

    private Effects run() {
        requireOneKindOfProof();
        loadSectors();
        new UpdateChecks(call, params).validate(sectors, batch);
        requireSingleProofs();
        batch.good().forEach(this::verify);
        batch.requireSomeLeft("no valid updates");
        List<SectorUpdate.Proven> proven = claimData();
        batch.requireSomeLeft("all data activations failed");
        Effects effects = new SectorUpdate(call).apply(proven);
        DataConsumers.tell(call, batch.good().stream().map(this::pieces).toList(), params.requireNotificationSuccess());
        return effects.returning(batch.toReturn().toCbor());
    }

    private void requireOneKindOfProof() {
        if (params.sectorProofs().isEmpty() == params.aggregateProof().isEmpty()) {
            throw Abort.illegalArgument("exactly one of sector proofs or aggregate proof must be non-empty");
        }
        if (params.sectorProofs().isEmpty() == (params.aggregateProofType() == null)) {
            throw Abort.illegalArgument("an aggregate proof type belongs to an aggregate proof and to nothing else");
        }
    }

    private void loadSectors() {
        for (SectorUpdateManifest update : params.sectorUpdates()) {
            SectorOnChainInfo sector = call.miner().sectors().all().get(update.sector());
            if (sector == null) {
                throw Abort.notFound("sector " + Long.toUnsignedString(update.sector()) + " not found");
            }
            sectors.add(sector);
        }
    }

    private void requireSingleProofs() {
        if (params.sectorProofs().isEmpty()) {
            throw Abort.illegalArgument("aggregate update proofs not yet supported");
        }
        if (params.sectorUpdates().size() != params.sectorProofs().size()) {
            throw Abort.illegalArgument("mismatched lengths: " + params.sectorUpdates().size() + " sector updates, "
                    + params.sectorProofs().size() + " proofs");
        }
    }

    private void verify(int index) {
        SectorUpdateManifest update = params.sectorUpdates().get(index);
        ReplicaUpdateStatement statement = new ReplicaUpdateStatement(UpdateProofType.of(params.updateProofsType()).orElseThrow(),
                sectors.get(index).sealedCid(), update.newSealedCid(), DataSpace.unsealedCid(call, update.pieces()));
        if (!call.scene().proofs().verifyReplicaUpdate(statement, params.sectorProofs().get(index))) {
            batch.fail(index, Abort.illegalArgument("invalid proof for sector " + update.sector()));
        }
    }

    private SectorPieces pieces(int index) {
        SectorUpdateManifest update = params.sectorUpdates().get(index);
        return new SectorPieces(update.sector(), sectors.get(index).expiration(), update.pieces());
    }

    private List<SectorUpdate.Proven> claimData() {
        List<Integer> good = batch.good();
        List<Claimed> claims = call.data().claim(good.stream().map(this::pieces).toList(), params.requireActivationSuccess());
        List<SectorUpdate.Proven> proven = new ArrayList<>();
        for (int i = 0; i < claims.size(); i++) {
            SectorUpdateManifest update = params.sectorUpdates().get(good.get(i));
            if (claims.get(i).isOk()) {
                proven.add(new SectorUpdate.Proven(update, DataSpace.of(update.pieces(), claims.get(i).space())));
            } else {
                batch.fail(good.get(i), claims.get(i).code());
            }
        }
        return proven;
    }
}
