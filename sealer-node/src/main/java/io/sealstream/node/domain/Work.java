package io.sealstream.node.domain;

import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.filecoin.Cid;
import io.sealstream.filecoin.PoStProofType;
import io.sealstream.filecoin.SealProofType;
import java.util.List;

/** What a task asks for. Every input is inside: within a task the node needs nobody. */
public sealed interface Work {

    /** The step's word in task ids, logs and metrics. */
    String step();

    /** A step of the sealing of one sector on one scratch store. */
    sealed interface SectorWork extends Work {
        /** Sector number. */
        long number();

        SealProofType sealProof();

        /** Name of the scratch store the sector lives on. */
        String store();
    }

    /** Put pieces in place and compute CommD; no pieces means committed capacity (zeros). */
    record Prepare(long number, SealProofType sealProof, String store, List<Piece> pieces) implements SectorWork {
        public Prepare {
            pieces = List.copyOf(pieces);
        }

        @Override
        public String step() {
            return "PREPARE";
        }
    }

    /**
     * PC1, PC2, and C1 over a throw-away seed.
     *
     * @param ticket 32 bytes that go into the replica id
     */
    record Seal(long number, SealProofType sealProof, String store, Bytes ticket, ChainEpoch ticketEpoch, List<Piece> pieces,
            Cid commD) implements SectorWork {
        public Seal {
            pieces = List.copyOf(pieces);
        }

        @Override
        public String step() {
            return "SEAL";
        }
    }

    /**
     * Copy to long-term storage.
     *
     * @param targets long-term stores in order of preference; the first one of this node with room is taken
     */
    record Persist(long number, SealProofType sealProof, String store, List<String> targets, Cid commR) implements SectorWork {
        public Persist {
            targets = List.copyOf(targets);
        }

        @Override
        public String step() {
            return "PERSIST";
        }
    }

    /** C1, C2 and verification, with commitments and epochs as the chain has them. */
    record Prove(long number, SealProofType sealProof, String store, List<Piece> pieces, Cid commR, Cid commD, Bytes ticket,
            ChainEpoch ticketEpoch, Bytes seed, ChainEpoch seedEpoch) implements SectorWork {
        public Prove {
            pieces = List.copyOf(pieces);
        }

        @Override
        public String step() {
            return "PROVE";
        }
    }

    /** Free the scratch of a sector that is active and lies in {@code persistedStore}. */
    record Finalize(long number, SealProofType sealProof, String store, String persistedStore, Cid commR) implements SectorWork {
        @Override
        public String step() {
            return "FINALIZE";
        }
    }

    /**
     * Prove one partition of a deadline.
     *
     * @param randomness the challenge as the chain gives it; the step clears its two top bits
     * @param closeEpoch first epoch after the window
     * @param sectors    strictly ascending by number
     */
    record WindowPoSt(int deadline, int partition, ChainEpoch periodStart, ChainEpoch closeEpoch, PoStProofType postProof,
            Bytes randomness, List<ProvenSector> sectors) implements Work {
        public WindowPoSt {
            sectors = List.copyOf(sectors);
        }

        @Override
        public String step() {
            return "WINDOW_POST";
        }
    }

    /**
     * One proof out of the seal proofs of several sectors.
     *
     * @param members strictly ascending by number: the order of the activation manifests on chain, the only one in which the aggregate
     *     holds
     */
    record Aggregate(SealProofType sealProof, List<Member> members) implements Work {
        public Aggregate {
            members = List.copyOf(members);
        }

        @Override
        public String step() {
            return "AGGREGATE";
        }
    }

    /** A proven sector: its seal as the chain knows it, and its own proof. */
    record Member(long number, Cid commR, Cid commD, Bytes ticket, Bytes seed, Bytes proof) {}

    /** A piece of data: CommP and padded size in bytes. */
    record Piece(Cid cid, long paddedSize) {}

    /** A sector as a statement names it. */
    record ProvenSector(long number, Cid commR, SealProofType sealProof) {}
}
