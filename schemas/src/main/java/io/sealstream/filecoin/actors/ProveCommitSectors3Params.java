package io.sealstream.filecoin.actors;

import io.sealstream.filecoin.AggregateProofType;
import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.Shape;
import io.sealstream.filecoin.Shapes;
import io.sealstream.filecoin.Tuple;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Miner 34: proves precommitted sectors, one proof each or one aggregate.
 *
 * @param sectorProofs       in the order of the activations; empty when aggregated
 * @param aggregateProof     empty when there are single proofs
 * @param aggregateProofType null for single proofs
 */
public record ProveCommitSectors3Params(List<SectorActivationManifest> sectorActivations, List<Bytes> sectorProofs,
        Bytes aggregateProof, @Nullable Long aggregateProofType, boolean requireActivationSuccess,
        boolean requireNotificationSuccess) {
    public static final Shape<ProveCommitSectors3Params> SHAPE = Tuple.of(ProveCommitSectors3Params.class)
            .field("SectorActivations", Shapes.list(SectorActivationManifest.SHAPE), ProveCommitSectors3Params::sectorActivations)
            .field("SectorProofs", Shapes.list(Shapes.BYTES), ProveCommitSectors3Params::sectorProofs)
            .field("AggregateProof", Shapes.BYTES, ProveCommitSectors3Params::aggregateProof)
            .field("AggregateProofType", Shapes.optional(Shapes.INTEGER), ProveCommitSectors3Params::aggregateProofType)
            .field("RequireActivationSuccess", Shapes.BOOL, ProveCommitSectors3Params::requireActivationSuccess)
            .field("RequireNotificationSuccess", Shapes.BOOL, ProveCommitSectors3Params::requireNotificationSuccess)
            .make(v -> new ProveCommitSectors3Params(v.next(), v.next(), v.next(), v.next(), v.next(), v.next()));

    public ProveCommitSectors3Params {
        sectorActivations = List.copyOf(sectorActivations);
        sectorProofs = List.copyOf(sectorProofs);
    }

    /** Single proofs in the order of the activations; failures of one sector do not fail the others. */
    public static ProveCommitSectors3Params single(List<SectorActivationManifest> activations, List<Bytes> proofs) {
        return new ProveCommitSectors3Params(activations, proofs, Bytes.EMPTY, null, false, false);
    }

    /** One SnarkPack V2 aggregate of all proofs, in the order of the activations; failures of one sector do not fail the others. */
    public static ProveCommitSectors3Params aggregated(List<SectorActivationManifest> activations, Bytes aggregate) {
        return new ProveCommitSectors3Params(activations, List.of(), aggregate,
                (long) AggregateProofType.SNARK_PACK_V2.code(), false, false);
    }

    public byte[] toCbor() {
        return SHAPE.toCbor(this);
    }

    public static ProveCommitSectors3Params fromCbor(byte[] cbor) {
        return SHAPE.fromCbor(cbor);
    }
}
