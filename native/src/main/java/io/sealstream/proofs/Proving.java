package io.sealstream.proofs;

import java.nio.file.Path;
import java.util.List;

/** The values of the PoSt calls. */
public final class Proving {
    private Proving() {}

    /**
     * Whom and when a WindowPoSt is for.
     *
     * @param proverId 32 bytes, see {@link ProverId#ofActor}
     * @param randomness 32 bytes of chain randomness with the two top bits of byte 31 cleared (the chain clears them in
     *     {@code fvm} {@code verify_post}; lotus in {@code ffiwrapper}), so that it is a field element. An engine refuses other
     *     values with {@link ProofException.Code#INVALID_REQUEST}; verification of them answers false
     */
    public record PoStScope(WindowPoStProofType type, Bytes proverId, Bytes randomness) {
        public PoStScope {
            proverId.require(Lengths.PROVER_ID, "prover id");
            randomness.require(Lengths.RANDOMNESS, "PoSt randomness");
        }
    }

    /**
     * What a WinningPoSt states. Which of a miner's sectors is challenged follows from the randomness and the chain's state: the
     * caller knows it, the proof does not.
     *
     * @param proverId 32 bytes, see {@link ProverId#ofActor}; the proof is not bound to it
     * @param randomness 32 bytes, a field element as in {@link PoStScope}
     * @param sector the challenged sector
     */
    public record WinningPoStStatement(WinningPoStProofType type, Bytes proverId, Bytes randomness, PublicSector sector) {
        public WinningPoStStatement {
            proverId.require(Lengths.PROVER_ID, "prover id");
            randomness.require(Lengths.RANDOMNESS, "PoSt randomness");
        }
    }

    /** The leaves that one sector must open. */
    public record SectorChallenges(long number, List<Long> challenges) {
        public SectorChallenges {
            challenges = List.copyOf(challenges);
        }
    }

    /**
     * Where one sealed sector lies.
     *
     * @param number the sector number, read as unsigned
     * @param commR 32 bytes, as the chain has it
     * @param cache directory with {@code p_aux} and {@code tree-r-last*}
     * @param sealed the replica
     */
    public record StoredSector(long number, Bytes commR, Path cache, Path sealed) {
        public StoredSector {
            commR.require(Lengths.COMMITMENT, "CommR");
        }
    }

    /** One sector as a statement of the chain: number and CommR. */
    public record PublicSector(long number, Bytes commR) {
        public PublicSector {
            commR.require(Lengths.COMMITMENT, "CommR");
        }
    }

    /**
     * The vanilla (Merkle) proof of one sector, about 5 KB for each of its challenges at most.
     *
     * @param bytes {@code FallbackPoStSectorProof} in bincode, the form lotus and filecoin-ffi exchange; opaque here
     */
    public record VanillaProof(long number, Bytes commR, Bytes bytes) {
        public VanillaProof {
            commR.require(Lengths.COMMITMENT, "CommR");
        }
    }

    /** A sector whose vanilla proof does not hold, with the reason in words. */
    public record FaultySector(long number, String reason) {}

    /** What making a WindowPoSt yields when nothing broke. */
    public sealed interface WindowPoStResult {
        /**
         * The proof over all sectors.
         *
         * @param proof 192 bytes for each chunk of {@link WindowPoStProofType#partitionSectors()} sectors
         */
        record Proof(Bytes proof) implements WindowPoStResult {}

        /** No proof was made: these sectors must be skipped and the call repeated without them. */
        record FaultySectors(List<FaultySector> sectors) implements WindowPoStResult {
            public FaultySectors {
                sectors = List.copyOf(sectors);
            }
        }
    }
}
