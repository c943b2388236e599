package io.sealstream.node.tasks;

import io.sealstream.filecoin.SectorId;
import io.sealstream.node.domain.Outcome;
import io.sealstream.node.domain.Stage;
import io.sealstream.node.domain.Work.Finalize;
import io.sealstream.node.journal.JournalException;
import io.sealstream.node.stores.LongTermStore;
import io.sealstream.node.stores.ScratchSector;
import io.sealstream.proofs.ProofException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Frees the scratch of a sector, after the long-term copy has shown once more that it is there and opens to CommR: the last
 * good copy of a sector is never deleted.
 */
final class FinalizeStep {
    private final Workshop workshop;

    FinalizeStep(Workshop workshop) {
        this.workshop = workshop;
    }

    Outcome run(SectorId sector, Finalize work, TaskContext context)
            throws TaskFailure, ProofException, IOException, JournalException, InterruptedException {
        ScratchSector files = workshop.scratch(sector, work);
        LongTermStore store = workshop.stores().longTerm(work.persistedStore())
                .orElseThrow(() -> TaskFailure.permanent("this node has no long-term store " + work.persistedStore()
                        + ", so it cannot see the copy of sector " + sector + " and keeps its scratch files"));
        context.stage(Stage.VERIFY, Pool.COPY, () -> requireStored(sector, files, store));
        context.stage(Stage.VANILLA, Pool.COPY,
                () -> new ReadBack(workshop).check(store, sector, work.sealProof(), work.commR()));
        context.stage(Stage.FREE, Pool.COPY, () -> {
            files.free();
            workshop.checkpoints().clear(files);
            return true;
        });
        return new Outcome.Finalized();
    }

    private static Boolean requireStored(SectorId sector, ScratchSector files, LongTermStore store)
            throws TaskFailure, IOException {
        if (!store.holds(sector)) {
            throw TaskFailure.permanent("long-term store " + store.name() + " does not hold sector " + sector
                    + " whole, its scratch files are kept; look for " + store.sealed(sector) + " and " + store.cache(sector));
        }
        if (Files.isRegularFile(files.sealed())) {
            requireSize(files.sealed(), store.sealed(sector));
            for (Path source : LongTermStore.provingFiles(files.cache())) {
                requireSize(source, store.cache(sector).resolve(String.valueOf(source.getFileName())));
            }
        }
        return true;
    }

    private static void requireSize(Path source, Path stored) throws TaskFailure, IOException {
        if (!Files.isRegularFile(stored) || Files.size(stored) != Files.size(source)) {
            throw TaskFailure.permanent("the stored file " + stored + " is missing or has another size than " + source
                    + ": scratch is kept");
        }
    }
}
