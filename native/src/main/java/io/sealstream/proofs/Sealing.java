package io.sealstream.proofs;

import java.nio.file.Path;
import java.util.List;

/** The values of the sealing calls: what goes in, what comes out. Byte strings of fixed length are checked here. */
public final class Sealing {
    private Sealing() {}

    /**
     * Which sector is sealed: these values fix its replica id together with the proof type and CommD.
     *
     * @param type the proof type; it can never be changed later, because the replica id contains it
     * @param proverId 32 bytes, see {@link ProverId#ofActor}
     * @param number the sector number, read as unsigned
     * @param ticket 32 bytes of chain randomness with personalization SealRandomness
     */
    public record SectorSeal(SealProofType type, Bytes proverId, long number, Bytes ticket) {
        public SectorSeal {
            proverId.require(Lengths.PROVER_ID, "prover id");
            ticket.require(Lengths.RANDOMNESS, "ticket");
        }
    }

    /**
     * The files of a sector in sealing.
     *
     * @param staged the unsealed (fr32-padded) data, exactly the sector size; for committed capacity a file of zeros
     * @param sealed the replica. PC1 creates it as a copy of the staged file, PC2 encodes it <em>in place</em>: before PC2 is
     *     repeated after a crash, the staged file must be copied over it again
     * @param cache directory of layers, trees, {@code p_aux} and {@code t_aux}, created by PC1; it reuses a layer file that has the right
     *     size without looking inside, so the caller guards against the remains of another sector
     */
    public record SectorFiles(Path staged, Path sealed, Path cache) {}

    /**
     * Input of add-piece.
     *
     * @param source file with at least {@code unpaddedSize} bytes
     * @param staged file the padded piece is appended to; created if missing
     * @param unpaddedSize bytes of the piece, 127 × a power of two
     * @param before unpadded sizes of the pieces that the staged file already holds, in order
     */
    public record AddPiece(SealProofType type, Path source, Path staged, long unpaddedSize, List<Long> before) {
        public AddPiece {
            Lengths.requireUnpadded(unpaddedSize, "piece size");
            before = Lengths.requireCount(before, 0, Lengths.MAX_PIECES, "pieces before");
        }
    }

    /**
     * Result of add-piece.
     *
     * @param piece the piece with its commitment
     * @param writtenUnpadded bytes written to the staged file, alignment included, before padding
     */
    public record AddedPiece(Piece piece, long writtenUnpadded) {}

    /**
     * Input of PC1. A committed-capacity sector has one piece: zeros of the whole unpadded sector size.
     *
     * @param pieces in order, together exactly the unpadded sector size
     */
    public record PreCommit1(SectorSeal sector, SectorFiles files, List<Piece> pieces) {
        public PreCommit1 {
            pieces = Lengths.requireCount(pieces, 1, Lengths.MAX_PIECES, "pieces");
        }
    }

    /** Output of PC1: {@code SealPreCommitPhase1Output} as JSON, the form lotus and venus-worker keep too. Opaque here. */
    public record PreCommit1Output(Bytes json) {}

    /**
     * What PC2 yields.
     *
     * @param commR 32 bytes, commitment to the replica
     * @param commD 32 bytes, commitment to the data
     */
    public record Commitments(Bytes commR, Bytes commD) {
        public Commitments {
            commR.require(Lengths.COMMITMENT, "CommR");
            commD.require(Lengths.COMMITMENT, "CommD");
        }
    }

    /**
     * Input of C1.
     *
     * @param seed 32 bytes of chain randomness with personalization InteractiveSealChallengeSeed, or any bytes for a trial
     */
    public record Commit1(SectorSeal sector, SectorFiles files, Bytes seed, Commitments commitments, List<Piece> pieces) {
        public Commit1 {
            seed.require(Lengths.RANDOMNESS, "seed");
            pieces = Lengths.requireCount(pieces, 1, Lengths.MAX_PIECES, "pieces");
        }
    }

    /** Output of C1: {@code SealCommitPhase1Output} as JSON (tens of megabytes for a 32 GiB sector). Opaque here. */
    public record Commit1Output(Bytes json) {}

    /** What a seal proof states. */
    public record SealStatement(SectorSeal sector, Bytes seed, Commitments commitments) {
        public SealStatement {
            seed.require(Lengths.RANDOMNESS, "seed");
        }
    }
}
