package io.sealstream.proofs;

/**
 * A piece as the proofs see it.
 *
 * @param commitment CommP, 32 bytes
 * @param unpaddedSize bytes of data before fr32 padding: 127 × a power of two
 */
public record Piece(Bytes commitment, long unpaddedSize) {
    public Piece {
        commitment.require(Lengths.COMMITMENT, "piece commitment");
        Lengths.requireUnpadded(unpaddedSize, "piece size");
    }
}
