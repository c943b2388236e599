package io.sealstream.filecoin.actors;

import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.Shape;
import io.sealstream.filecoin.Shapes;
import io.sealstream.filecoin.Tuple;
import java.util.List;

/** Miner 36: activates sectors with one non-interactive aggregate, without a precommit. */
public record ProveCommitSectorsNIParams(List<SectorNIActivationInfo> sectors, Bytes aggregateProof, long sealProofType,
        long aggregateProofType, long provingDeadline, boolean requireActivationSuccess) {
    public static final Shape<ProveCommitSectorsNIParams> SHAPE = Tuple.of(ProveCommitSectorsNIParams.class)
            .field("Sectors", Shapes.list(SectorNIActivationInfo.SHAPE), ProveCommitSectorsNIParams::sectors)
            .field("AggregateProof", Shapes.BYTES, ProveCommitSectorsNIParams::aggregateProof)
            .field("SealProofType", Shapes.INTEGER, ProveCommitSectorsNIParams::sealProofType)
            .field("AggregateProofType", Shapes.INTEGER, ProveCommitSectorsNIParams::aggregateProofType)
            .field("ProvingDeadline", Shapes.UNSIGNED, ProveCommitSectorsNIParams::provingDeadline)
            .field("RequireActivationSuccess", Shapes.BOOL, ProveCommitSectorsNIParams::requireActivationSuccess)
            .make(v -> new ProveCommitSectorsNIParams(v.next(), v.next(), v.next(), v.next(), v.next(), v.next()));

    public ProveCommitSectorsNIParams {
        sectors = List.copyOf(sectors);
    }

    public byte[] toCbor() {
        return SHAPE.toCbor(this);
    }

    public static ProveCommitSectorsNIParams fromCbor(byte[] cbor) {
        return SHAPE.fromCbor(cbor);
    }
}
