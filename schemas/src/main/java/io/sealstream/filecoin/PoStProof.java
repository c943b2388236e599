package io.sealstream.filecoin;

/**
 * A proof of spacetime.
 *
 * @param type  registered number as on the wire; {@link PoStProofType#of} names the known ones
 * @param bytes 192 per partition for window, 192 (1920 for large sectors) for winning proofs
 */
public record PoStProof(long type, Bytes bytes) {
    public static final Shape<PoStProof> SHAPE = Tuple.of(PoStProof.class).field("PoStProof", Shapes.INTEGER, PoStProof::type)
            .field("ProofBytes", Shapes.BYTES, PoStProof::bytes).make(v -> new PoStProof(v.next(), v.next()));

    public static PoStProof of(PoStProofType type, Bytes bytes) {
        return new PoStProof(type.code(), bytes);
    }
}
