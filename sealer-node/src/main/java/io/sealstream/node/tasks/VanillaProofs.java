package io.sealstream.node.tasks;

import io.sealstream.filecoin.ActorId;
import io.sealstream.filecoin.SectorId;
import io.sealstream.node.domain.Stage;
import io.sealstream.node.domain.Work.ProvenSector;
import io.sealstream.node.journal.JournalException;
import io.sealstream.node.stores.LongTermStore;
import io.sealstream.node.stores.ScratchSector;
import io.sealstream.node.stores.ScratchStore;
import io.sealstream.proofs.ProofEngine;
import io.sealstream.proofs.ProofException;
import io.sealstream.proofs.Proving.PoStScope;
import io.sealstream.proofs.Proving.SectorChallenges;
import io.sealstream.proofs.Proving.StoredSector;
import io.sealstream.proofs.Proving.VanillaProof;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The vanilla proofs of a partition, each with its own time limit. A proof is kept while the sector's challenges stay the same:
 * they may depend on the sector's place among the others, which changes when one is skipped.
 */
final class VanillaProofs {
    private final Workshop workshop;
    private final ActorId miner;
    private final PoStScope scope;
    private final TaskContext context;
    private final Map<Long, Kept> kept = new HashMap<>();

    private record Kept(List<Long> challenges, VanillaProof proof) {}

    private record Begun(ProvenSector sector, List<Long> challenges, StageRun<VanillaProof> run) {}

    VanillaProofs(Workshop workshop, ActorId miner, PoStScope scope, TaskContext context) {
        this.workshop = workshop;
        this.miner = miner;
        this.scope = scope;
        this.context = context;
    }

    /**
     * Makes the proofs that are missing for this statement.
     *
     * @return sectors that could not be proven, with reasons; empty when all are there
     */
    Map<Long, String> make(List<ProvenSector> sectors)
            throws TaskFailure, ProofException, IOException, JournalException, InterruptedException {
        ProofEngine engine = workshop.engines().windowPoSt();
        List<Long> numbers = sectors.stream().map(ProvenSector::number).toList();
        List<SectorChallenges> challenges = context.stage(Stage.VANILLA, Pool.POST,
                () -> engine.windowPoStChallenges(scope, numbers));
        List<Begun> begun = new ArrayList<>();
        Map<Long, String> failed = new LinkedHashMap<>();
        try {
            for (int i = 0; i < sectors.size(); i++) {
                begin(sectors.get(i), challenges.get(i).challenges(), begun, failed);
            }
            for (Begun one : begun) {
                await(one, failed);
            }
        } catch (InterruptedException e) {
            begun.forEach(one -> one.run().cancel());
            throw e;
        }
        return failed;
    }

    private void begin(ProvenSector sector, List<Long> challenges, List<Begun> begun, Map<Long, String> failed) {
        Kept known = kept.get(sector.number());
        if (known != null && known.challenges().equals(challenges)) {
            return;
        }
        Optional<StoredSector> stored = locate(sector);
        if (stored.isEmpty()) {
            failed.put(sector.number(), "no store of this node holds the sector");
            return;
        }
        begun.add(new Begun(sector, challenges, context.begin(Stage.VANILLA, Pool.POST, "sector " + sector.number(),
                () -> workshop.engines().windowPoSt().vanillaProof(scope.type(), stored.get(), challenges))));
    }

    private void await(Begun one, Map<Long, String> failed) throws InterruptedException {
        long number = one.sector().number();
        try {
            VanillaProof proof = one.run().await(workshop.vanillaTimeout(), "the vanilla proof of sector " + number);
            kept.put(number, new Kept(one.challenges(), proof));
        } catch (TaskFailure | ProofException | JournalException e) {
            failed.put(number, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            failed.put(number, Workshop.reason(e));
        }
    }

    /** Long-term storage first; scratch serves a sector that is not persisted yet. */
    private Optional<StoredSector> locate(ProvenSector sector) {
        SectorId id = new SectorId(miner, sector.number());
        Optional<LongTermStore> store = workshop.stores().holding(id);
        if (store.isPresent()) {
            return Optional.of(new StoredSector(sector.number(), ProofValues.commitment(sector.commR()),
                    store.get().cache(id).toAbsolutePath(), store.get().sealed(id).toAbsolutePath()));
        }
        for (ScratchStore scratch : workshop.stores().scratch()) {
            ScratchSector files = scratch.sector(id);
            if (Files.isRegularFile(files.sealed()) && Files.isRegularFile(files.cache().resolve("p_aux"))) {
                return Optional.of(new StoredSector(sector.number(), ProofValues.commitment(sector.commR()),
                        files.cache().toAbsolutePath(), files.sealed().toAbsolutePath()));
            }
        }
        return Optional.empty();
    }

    /** The proofs of these sectors, in their order. */
    List<VanillaProof> proofs(List<ProvenSector> sectors) {
        List<VanillaProof> proofs = new ArrayList<>();
        for (ProvenSector sector : sectors) {
            Kept known = kept.get(sector.number());
            if (known == null) {
                throw new IllegalStateException("no vanilla proof of sector " + sector.number());
            }
            proofs.add(known.proof());
        }
        return proofs;
    }

    /** Throws all proofs away, so that the next attempt reads the disks again. */
    void forget() {
        kept.clear();
    }
}
