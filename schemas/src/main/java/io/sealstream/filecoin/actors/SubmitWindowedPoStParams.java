package io.sealstream.filecoin.actors;

import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.filecoin.PoStProof;
import io.sealstream.filecoin.Shape;
import io.sealstream.filecoin.Shapes;
import io.sealstream.filecoin.Tuple;
import java.util.List;

/**
 * Miner 5: a window PoSt of some partitions of the open deadline.
 *
 * @param proofs           exactly one proof of the miner's type
 * @param chainCommitEpoch from the challenge on, before now
 * @param chainCommitRand  32 bytes, PoSt chain commit randomness at that epoch
 */
public record SubmitWindowedPoStParams(long deadline, List<PoStPartition> partitions, List<PoStProof> proofs,
        ChainEpoch chainCommitEpoch, Bytes chainCommitRand) {
    public static final Shape<SubmitWindowedPoStParams> SHAPE = Tuple.of(SubmitWindowedPoStParams.class)
            .field("Deadline", Shapes.UNSIGNED, SubmitWindowedPoStParams::deadline)
            .field("Partitions", Shapes.list(PoStPartition.SHAPE), SubmitWindowedPoStParams::partitions)
            .field("Proofs", Shapes.list(PoStProof.SHAPE), SubmitWindowedPoStParams::proofs)
            .field("ChainCommitEpoch", Shapes.EPOCH, SubmitWindowedPoStParams::chainCommitEpoch)
            .field("ChainCommitRand", Shapes.BYTES, SubmitWindowedPoStParams::chainCommitRand)
            .make(v -> new SubmitWindowedPoStParams(v.next(), v.next(), v.next(), v.next(), v.next()));

    public SubmitWindowedPoStParams {
        partitions = List.copyOf(partitions);
        proofs = List.copyOf(proofs);
    }

    public byte[] toCbor() {
        return SHAPE.toCbor(this);
    }

    public static SubmitWindowedPoStParams fromCbor(byte[] cbor) {
        return SHAPE.fromCbor(cbor);
    }
}
