package io.sealstream.manager.domain.task;

import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.filecoin.Cid;
import java.util.List;

/** What a task does, with all its inputs: within a task a node needs nobody. */
public sealed interface Work {
    record Prepare(int sealProof, String store, List<Piece> pieces) implements Work {
        public Prepare {
            pieces = List.copyOf(pieces);
        }
    }

    record Seal(int sealProof, String store, Bytes ticket, ChainEpoch ticketEpoch, List<Piece> pieces,
            Cid commD) implements Work {
        public Seal {
            pieces = List.copyOf(pieces);
        }
    }

    record Persist(int sealProof, String store, List<String> targets, Cid commR) implements Work {
        public Persist {
            targets = List.copyOf(targets);
        }
    }

    record Prove(int sealProof, String store, List<Piece> pieces, Cid commR, Cid commD, Bytes ticket, ChainEpoch ticketEpoch,
            Bytes seed, ChainEpoch seedEpoch) implements Work {
        public Prove {
            pieces = List.copyOf(pieces);
        }
    }

    record Finalize(int sealProof, String store, String persistedStore, Cid commR) implements Work {}

    record WindowPoSt(int deadline, int partition, ChainEpoch periodStart, ChainEpoch closeEpoch, int postProof, Bytes randomness,
            List<ProvenSector> sectors) implements Work {
        public WindowPoSt {
            sectors = List.copyOf(sectors);
        }
    }

    /**
     * One proof out of the proofs of several sectors.
     *
     * @param members ascending by sector number: the order of the activation manifests on chain
     */
    record Aggregate(int sealProof, List<Member> members) implements Work {
        public Aggregate {
            members = List.copyOf(members);
        }
    }

    /** A sector of an aggregate: its seal as the chain knows it, and its own proof. */
    record Member(long sector, Cid commR, Cid commD, Bytes ticket, Bytes seed, Bytes proof) {}
}
