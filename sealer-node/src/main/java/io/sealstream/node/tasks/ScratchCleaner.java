package io.sealstream.node.tasks;

import io.sealstream.filecoin.SectorId;
import io.sealstream.node.domain.Stage;
import io.sealstream.node.journal.JournalException;
import io.sealstream.node.stores.ScratchSector;
import io.sealstream.node.stores.ScratchStore;
import java.io.IOException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Frees the scratch of sectors that nobody wants any more. */
public final class ScratchCleaner {
    private static final Logger LOGGER = LoggerFactory.getLogger(ScratchCleaner.class);

    private final Workshop workshop;
    private final StagePools pools;

    public ScratchCleaner(Workshop workshop, StagePools pools) {
        this.workshop = workshop;
        this.pools = pools;
    }

    /**
     * Frees the scratch of a sector whose sealing was withdrawn, on the copy pool. A sector whose PC2 has finished is left alone:
     * it might be the only copy of something that is on chain, and only a Finalize task or an operator may delete that.
     */
    public void freeUnsealed(SectorId sector, String store) {
        Optional<ScratchStore> scratch = workshop.stores().scratch(store);
        if (scratch.isPresent() && workshop.journal().checkpoint(sector, Stage.PC2).isEmpty()) {
            pools.execute(Pool.COPY, () -> free(scratch.get().sector(sector)));
        }
    }

    private void free(ScratchSector files) {
        try {
            files.free();
            workshop.checkpoints().clear(files);
            LOGGER.atInfo().addKeyValue("sector", files.sector()).log("Scratch of a withdrawn sector freed");
        } catch (IOException e) {
            LOGGER.atWarn().addKeyValue("sector", files.sector()).addKeyValue("reason", Workshop.reason(e))
                    .log("Scratch of a withdrawn sector could not be freed; delete its folder by hand");
        } catch (JournalException e) {
            LOGGER.atWarn().addKeyValue("sector", files.sector()).addKeyValue("reason", e.getMessage())
                    .log("The journal still names outputs of a freed sector; they no longer exist and do not count");
        }
    }
}
