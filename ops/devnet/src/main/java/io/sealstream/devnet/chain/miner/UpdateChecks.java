package io.sealstream.devnet.chain.miner;

import io.sealstream.devnet.chain.rules.Abort;
import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.SealProofType;
import io.sealstream.filecoin.UpdateProofType;
import io.sealstream.filecoin.actors.ProveReplicaUpdates3Params;
import io.sealstream.filecoin.actors.SectorOnChainInfo;
import io.sealstream.filecoin.actors.SectorUpdateManifest;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Whether sectors may get data now (actors/miner {@code validate_replica_updates}). */
final class UpdateChecks {
    private final MinerCall call;
    private final ProveReplicaUpdates3Params params;
    private final Set<Long> seen = new HashSet<>();

    UpdateChecks(MinerCall call, ProveReplicaUpdates3Params params) {
        this.call = call;
        this.params = params;
    }

    /** @param sectors as they are, in the order of the updates */
    void validate(List<SectorOnChainInfo> sectors, BatchResult batch) {
        for (int i = 0; i < sectors.size(); i++) {
            try {
                validate(params.sectorUpdates().get(i), sectors.get(i), i);
            } catch (Abort refused) {
                batch.fail(i, refused);
            }
        }
    }

    private void validate(SectorUpdateManifest update, SectorOnChainInfo sector, int index) {
        if (!seen.add(update.sector())) {
            throw Abort.illegalArgument("skipping duplicate sector " + update.sector());
        }
        Bytes proof = index < params.sectorProofs().size() ? params.sectorProofs().get(index) : Bytes.EMPTY;
        if (proof.length() > call.limits().maxUpdateProofBytes()) {
            throw Abort.illegalArgument("update proof is too large (" + proof.length() + "), skipping sector " + update.sector());
        }
        call.requireDeadlineIndex(update.deadline());
        if (!update.newSealedCid().isSealed()) {
            throw Abort.illegalArgument(
                    "new sealed CID had wrong prefix " + update.newSealedCid() + ", skipping sector " + update.sector());
        }
        if (!call.deadline(update.deadline()).isMutable()) {
            throw Abort.illegalArgument("cannot upgrade sectors in immutable deadline " + update.deadline() + ", skipping sector "
                    + update.sector());
        }
        requireActive(update);
        requireEmpty(sector);
    }

    private void requireActive(SectorUpdateManifest update) {
        List<Partition> partitions = call.miner().deadlines().get((int) update.deadline()).partitions();
        if (Long.compareUnsigned(update.partition(), partitions.size()) >= 0) {
            throw Abort.notFound("no partition " + Long.toUnsignedString(update.partition()));
        }
        Partition partition = partitions.get((int) update.partition());
        if (!partition.sectors().contains(update.sector())) {
            throw Abort.notFound("sector " + update.sector() + " not a member of partition " + update.partition() + ", deadline "
                    + update.deadline());
        }
        if (!partition.active().contains(update.sector())) {
            throw Abort.illegalArgument("sector isn't active, skipping sector " + update.sector());
        }
    }

    private void requireEmpty(SectorOnChainInfo sector) {
        if (sector.dealWeight().add(sector.verifiedDealWeight()).signum() != 0) {
            throw Abort.illegalArgument("cannot update sector with non-zero data, skipping sector " + sector.sectorNumber());
        }
        UpdateProofType expected = SealProofType.of(sector.sealProof()).orElseThrow().updateProofType();
        if (params.updateProofsType() != expected.code()) {
            throw Abort.illegalArgument("expected proof type " + expected.code() + ", was " + params.updateProofsType());
        }
    }
}
