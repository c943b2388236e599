package io.sealstream.filecoin.actors;

import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.Shape;
import io.sealstream.filecoin.Shapes;
import io.sealstream.filecoin.Tuple;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Miner 35: puts data into committed-capacity sectors. */
public record ProveReplicaUpdates3Params(List<SectorUpdateManifest> sectorUpdates, List<Bytes> sectorProofs, Bytes aggregateProof,
        long updateProofsType, @Nullable Long aggregateProofType, boolean requireActivationSuccess,
        boolean requireNotificationSuccess) {
    public static final Shape<ProveReplicaUpdates3Params> SHAPE = Tuple.of(ProveReplicaUpdates3Params.class)
            .field("SectorUpdates", Shapes.list(SectorUpdateManifest.SHAPE), ProveReplicaUpdates3Params::sectorUpdates)
            .field("SectorProofs", Shapes.list(Shapes.BYTES), ProveReplicaUpdates3Params::sectorProofs)
            .field("AggregateProof", Shapes.BYTES, ProveReplicaUpdates3Params::aggregateProof)
            .field("UpdateProofsType", Shapes.INTEGER, ProveReplicaUpdates3Params::updateProofsType)
            .field("AggregateProofType", Shapes.optional(Shapes.INTEGER), ProveReplicaUpdates3Params::aggregateProofType)
            .field("RequireActivationSuccess", Shapes.BOOL, ProveReplicaUpdates3Params::requireActivationSuccess)
            .field("RequireNotificationSuccess", Shapes.BOOL, ProveReplicaUpdates3Params::requireNotificationSuccess)
            .make(v -> new ProveReplicaUpdates3Params(v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next()));

    public ProveReplicaUpdates3Params {
        sectorUpdates = List.copyOf(sectorUpdates);
        sectorProofs = List.copyOf(sectorProofs);
    }

    public byte[] toCbor() {
        return SHAPE.toCbor(this);
    }

    public static ProveReplicaUpdates3Params fromCbor(byte[] cbor) {
        return SHAPE.fromCbor(cbor);
    }
}
