package io.sealstream.devnet.chain.rules;

import io.sealstream.filecoin.ActorId;
import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.Cid;
import io.sealstream.filecoin.Commitments;
import io.sealstream.filecoin.PieceInfo;
import io.sealstream.filecoin.PoStProofType;
import io.sealstream.filecoin.SealProofType;
import io.sealstream.filecoin.SectorSize;
import io.sealstream.filecoin.UpdateProofType;
import java.util.List;

/**
 * Checks proofs. A wrong proof is {@code false}; a check that could not be made is a {@link Unavailable}, and then no receipt may be
 * written, because it would say something nobody knows. The same statement always gives the same answer. Calls may block.
 */
public interface ProofVerifier {
    /** What a seal proof states (chain.md 4.9, ProveCommitSectors3). */
    record SealStatement(SealProofType type, ActorId miner, long sector, Bytes ticket, Bytes seed, Cid sealedCid,
            Cid unsealedCid) {}

    /**
     * What an aggregate of seal proofs states: every sector of the message in its order, those too that the chain does not activate.
     * Non-interactive aggregates are told by their type; the seed of their sectors is {@code 0x01} 32 times.
     */
    record AggregateStatement(List<SealStatement> sectors) {
        public AggregateStatement {
            sectors = List.copyOf(sectors);
            if (sectors.isEmpty()) {
                throw new IllegalArgumentException("an aggregate states at least one sector");
            }
        }

        /** The type that all sectors have. */
        public SealProofType type() {
            return sectors.getFirst().type();
        }
    }

    /**
     * What the proof of a replica update states (chain.md 4.9, ProveReplicaUpdates3).
     *
     * @param oldSealedCid CommR of the sector before
     * @param newSealedCid CommR with the data in it
     * @param unsealedCid  CommD of the data
     */
    record ReplicaUpdateStatement(UpdateProofType type, Cid oldSealedCid, Cid newSealedCid, Cid unsealedCid) {}

    /** A sector in a PoSt statement. */
    record ProvenSector(long number, Cid sealedCid) {}

    /**
     * What a WindowPoSt states.
     *
     * @param randomness 32 bytes, already masked for PoSt
     * @param sectors    rising by number, without faulty and terminated ones
     * @param standIns   left-out sectors for which the chain puts in a good one: they cost gas and prove nothing
     */
    record WindowPoStStatement(PoStProofType type, ActorId miner, Bytes randomness, List<ProvenSector> sectors, long standIns) {
        public WindowPoStStatement {
            sectors = List.copyOf(sectors);
        }
    }

    /**
     * What a WinningPoSt states.
     *
     * @param randomness 32 bytes, already masked for PoSt
     * @param sector     the challenged one
     */
    record WinningPoStStatement(PoStProofType type, ActorId miner, Bytes randomness, ProvenSector sector) {}

    boolean verifySeal(SealStatement statement, Bytes proof);

    /** SnarkPack V2. */
    boolean verifyAggregate(AggregateStatement statement, Bytes proof);

    boolean verifyReplicaUpdate(ReplicaUpdateStatement statement, Bytes proof);

    boolean verifyWindowPoSt(WindowPoStStatement statement, Bytes proof);

    boolean verifyWinningPoSt(WinningPoStStatement statement, Bytes proof);

    /**
     * CommD of pieces. It needs no library; it is here because the chain has it beside the checks and charges for it like for them.
     *
     * @throws io.sealstream.filecoin.CodecException if the pieces do not fit
     */
    default Cid unsealedCid(SectorSize size, List<PieceInfo> pieces) {
        return Commitments.commD(size, pieces);
    }

    /** The verifier could not do its work: missing keys, lost engine. */
    final class Unavailable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public Unavailable(String why, Throwable cause) {
            super(why, cause);
        }
    }
}
