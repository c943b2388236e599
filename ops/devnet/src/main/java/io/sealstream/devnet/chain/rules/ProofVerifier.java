package io.sealstream.devnet.chain.rules;

import io.sealstream.filecoin.ActorId;
import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.Cid;
import io.sealstream.filecoin.PoStProofType;
import io.sealstream.filecoin.SealProofType;
import java.util.List;

/**
 * Checks proofs. A wrong proof is {@code false}; a check that could not be made is a {@link Unavailable}, and then no receipt may be
 * written, because it would say something nobody knows. The same statement always gives the same answer. Calls may block.
 */
public interface ProofVerifier {
    /** What a seal proof states (chain.md 4.9, ProveCommitSectors3). */
    record SealStatement(SealProofType type, ActorId miner, long sector, Bytes ticket, Bytes seed, Cid sealedCid,
            Cid unsealedCid) {}

    /** A sector in a WindowPoSt statement. */
    record ProvenSector(long number, Cid sealedCid) {}

    /**
     * What a WindowPoSt states.
     *
     * @param randomness 32 bytes, already masked for PoSt
     * @param sectors    rising by number, without faulty and terminated ones
     */
    record WindowPoStStatement(PoStProofType type, ActorId miner, Bytes randomness, List<ProvenSector> sectors) {
        public WindowPoStStatement {
            sectors = List.copyOf(sectors);
        }
    }

    boolean verifySeal(SealStatement statement, Bytes proof);

    boolean verifyWindowPoSt(WindowPoStStatement statement, Bytes proof);

    /** The verifier could not do its work: missing keys, lost engine. */
    final class Unavailable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public Unavailable(String why, Throwable cause) {
            super(why, cause);
        }
    }
}
