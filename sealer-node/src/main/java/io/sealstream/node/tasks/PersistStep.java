package io.sealstream.node.tasks;

import io.sealstream.filecoin.SectorId;
import io.sealstream.node.domain.FailureLevel;
import io.sealstream.node.domain.Outcome;
import io.sealstream.node.domain.Stage;
import io.sealstream.node.domain.Work.Persist;
import io.sealstream.node.journal.JournalException;
import io.sealstream.node.stores.DurableFiles;
import io.sealstream.node.stores.LongTermStore;
import io.sealstream.node.stores.ScratchSector;
import io.sealstream.node.stores.SpaceNeed;
import io.sealstream.proofs.ProofException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Copies sealed file, {@code p_aux}, {@code t_aux} and {@code tree-r-last*} to long-term storage: aside, synced, digests
 * compared, renamed, then read back with a vanilla PoSt. Scratch stays as it is: C1 still needs its layers and trees.
 */
final class PersistStep {
    private static final String SEALED = "sealed";
    /** p_aux, t_aux and at least one tree-r-last file. */
    private static final int LEAST_PROVING_FILES = 3;

    private final Workshop workshop;

    PersistStep(Workshop workshop) {
        this.workshop = workshop;
    }

    Outcome run(SectorId sector, Persist work, TaskContext context)
            throws TaskFailure, ProofException, IOException, JournalException, InterruptedException {
        ScratchSector files = workshop.scratch(sector, work);
        requireSealed(files, work);
        LongTermStore target = context.stage(Stage.COPY, Pool.COPY, () -> {
            LongTermStore store = target(sector, work);
            if (!store.holds(sector)) {
                copy(files, store);
            }
            return store;
        });
        context.stage(Stage.VERIFY, Pool.COPY, () -> sameAsScratch(files, target));
        context.stage(Stage.VANILLA, Pool.COPY,
                () -> new ReadBack(workshop).check(target, sector, work.sealProof(), work.commR()));
        return new Outcome.Persisted(target.name(), context.times());
    }

    private static void requireSealed(ScratchSector files, Persist work) throws TaskFailure, IOException {
        boolean whole = Files.isRegularFile(files.sealed()) && Files.isDirectory(files.cache())
                && LongTermStore.provingFiles(files.cache()).size() >= LEAST_PROVING_FILES;
        if (!whole) {
            throw TaskFailure.abort("sector " + files.sector() + " is not whole in scratch store " + work.store()
                    + ": its sealed file, p_aux, t_aux or tree-r-last is missing, there is nothing to persist");
        }
    }

    /** The store that has the sector already, else the first one of this node with room. */
    private LongTermStore target(SectorId sector, Persist work) throws TaskFailure, IOException {
        List<LongTermStore> ours = work.targets().stream().map(workshop.stores()::longTerm).flatMap(Optional::stream).toList();
        if (ours.isEmpty()) {
            throw TaskFailure.permanent("this node has none of the long-term stores " + work.targets()
                    + ": attach one in the node's configuration, or name another in the miner's policy");
        }
        Optional<LongTermStore> holding = ours.stream().filter(store -> store.holds(sector)).findFirst();
        if (holding.isPresent()) {
            return holding.get();
        }
        long need = SpaceNeed.persisted(work.sealProof());
        for (LongTermStore store : ours) {
            if (workshop.stores().space().free(store.root()) >= need) {
                return store;
            }
        }
        throw TaskFailure.temporary("no long-term store of this node has " + need + " bytes free for sector " + sector + " ("
                + String.join(", ", ours.stream().map(LongTermStore::name).toList())
                + "): free some space or attach another store");
    }

    private static void copy(ScratchSector files, LongTermStore store) throws TaskFailure, IOException {
        SectorId sector = files.sector();
        Path aside = store.incoming(sector);
        DurableFiles.deleteTree(aside);
        Path asideCache = aside.resolve("cache");
        Files.createDirectories(asideCache);
        Map<Path, String> digests = new LinkedHashMap<>();
        for (Path file : LongTermStore.provingFiles(files.cache())) {
            Path copy = asideCache.resolve(String.valueOf(file.getFileName()));
            digests.put(copy, DurableFiles.copy(file, copy));
        }
        Path asideSealed = aside.resolve(SEALED);
        digests.put(asideSealed, DurableFiles.copy(files.sealed(), asideSealed));
        DurableFiles.syncTree(asideCache);
        for (Map.Entry<Path, String> copied : digests.entrySet()) {
            if (!DurableFiles.digest(copied.getKey()).equals(copied.getValue())) {
                throw TaskFailure
                        .temporary("the copy " + copied.getKey() + " reads back differently from what was written to store "
                                + store.name() + ": check that disk; scratch still holds the sector");
            }
        }
        // Without its sealed file a cache folder is the rest of a copy that a crash cut short.
        DurableFiles.deleteTree(store.cache(sector));
        DurableFiles.rename(asideCache, store.cache(sector));
        DurableFiles.rename(asideSealed, store.sealed(sector));
        DurableFiles.deleteTree(aside);
    }

    /** Compares every stored file with its source in scratch, by the bytes at their final places. */
    private static Boolean sameAsScratch(ScratchSector files, LongTermStore store) throws TaskFailure, IOException {
        SectorId sector = files.sector();
        requireSame(files.sealed(), store.sealed(sector));
        for (Path source : LongTermStore.provingFiles(files.cache())) {
            requireSame(source, store.cache(sector).resolve(String.valueOf(source.getFileName())));
        }
        return true;
    }

    private static void requireSame(Path source, Path stored) throws TaskFailure, IOException {
        boolean same = Files.isRegularFile(stored) && Files.size(stored) == Files.size(source)
                && Files.mismatch(source, stored) < 0;
        if (!same) {
            throw new TaskFailure(FailureLevel.CRITICAL, "the stored file " + stored + " differs from " + source
                    + ": move the stored sector away by hand and retry; scratch still holds the sector");
        }
    }
}
