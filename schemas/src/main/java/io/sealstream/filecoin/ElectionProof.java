package io.sealstream.filecoin;

/** The proof that a miner may produce a block, and how many times it won. */
public record ElectionProof(long winCount, Bytes vrfProof) {
    public static final Shape<ElectionProof> SHAPE = Tuple.of(ElectionProof.class)
            .field("WinCount", Shapes.INTEGER, ElectionProof::winCount).field("VRFProof", Shapes.BYTES, ElectionProof::vrfProof)
            .make(v -> new ElectionProof(v.next(), v.next()));
}
