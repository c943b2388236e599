package io.sealstream.node.tasks;

import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.Cid;
import io.sealstream.filecoin.Randomness;
import io.sealstream.filecoin.SealProofType;
import io.sealstream.filecoin.SectorId;
import io.sealstream.node.stores.LongTermStore;
import io.sealstream.proofs.ProofEngine;
import io.sealstream.proofs.ProofException;
import io.sealstream.proofs.Proving.PoStScope;
import io.sealstream.proofs.Proving.StoredSector;
import io.sealstream.proofs.WindowPoStProofType;
import java.util.List;

/** Shows that a stored sector can be proven: a vanilla PoSt over a random challenge, read from the long-term path. */
final class ReadBack {
    private final Workshop workshop;

    ReadBack(Workshop workshop) {
        this.workshop = workshop;
    }

    /** Fails with the engine's reason when the stored files do not open to CommR. */
    Boolean check(LongTermStore store, SectorId sector, SealProofType sealProof, Cid commR) throws TaskFailure, ProofException {
        WindowPoStProofType type = ProofValues.sealType(sealProof).windowPoSt();
        ProofEngine engine = workshop.engines().sealing();
        Bytes randomness = Randomness.forPoSt(workshop.random().get());
        PoStScope scope = new PoStScope(type, ProofValues.proverId(sector.miner()), ProofValues.bytes(randomness));
        List<Long> challenges = engine.windowPoStChallenges(scope, List.of(sector.number())).getFirst().challenges();
        engine.vanillaProof(type, new StoredSector(sector.number(), ProofValues.commitment(commR),
                store.cache(sector).toAbsolutePath(), store.sealed(sector).toAbsolutePath()), challenges);
        return true;
    }
}
