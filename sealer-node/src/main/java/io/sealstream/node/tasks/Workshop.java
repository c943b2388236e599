package io.sealstream.node.tasks;

import io.sealstream.filecoin.SectorId;
import io.sealstream.node.domain.Work.SectorWork;
import io.sealstream.node.journal.Journal;
import io.sealstream.node.stores.DurableFiles;
import io.sealstream.node.stores.ScratchSector;
import io.sealstream.node.stores.Stores;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * What all steps work with.
 *
 * @param random         32 random bytes for throw-away seeds and read-back challenges
 * @param vanillaTimeout most time for the vanilla proof of one sector; longer means a sick disk, and the sector is skipped
 */
public record Workshop(Stores stores, Engines engines, Journal journal, Supplier<io.sealstream.filecoin.Bytes> random,
        Duration vanillaTimeout) {

    Checkpoints checkpoints() {
        return new Checkpoints(journal);
    }

    /** The scratch folder of a sector; the folder need not exist, the store must. */
    ScratchSector scratch(SectorId sector, SectorWork work) throws TaskFailure {
        return stores.scratch(work.store()).map(store -> store.sector(sector))
                .orElseThrow(() -> TaskFailure.permanent("this node has no scratch store " + work.store()
                        + ": attach it in the node's configuration, or abort the sector"));
    }

    /** Refuses a stage that would fill the disk, before it writes anything. */
    void requireSpace(Path path, long bytes, String what) throws TaskFailure, IOException {
        long free = stores.space().free(path);
        if (free < bytes) {
            throw TaskFailure.temporary("the disk of " + path + " is full: " + what + " needs " + bytes + " bytes and "
                    + free + " are free; free some space, nothing is lost and the task can be made again");
        }
    }

    static String reason(IOException e) {
        return DurableFiles.reason(e);
    }
}
