package io.sealstream.node.tasks;

import io.sealstream.filecoin.Cid;
import io.sealstream.filecoin.Commitments;
import io.sealstream.filecoin.SealProofType;
import io.sealstream.filecoin.SectorId;
import io.sealstream.node.domain.Outcome;
import io.sealstream.node.domain.Stage;
import io.sealstream.node.domain.Work.Piece;
import io.sealstream.node.domain.Work.Prepare;
import io.sealstream.node.journal.JournalException;
import io.sealstream.node.stores.DurableFiles;
import io.sealstream.node.stores.ScratchSector;
import io.sealstream.node.stores.SpaceNeed;
import io.sealstream.proofs.ProofException;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;

/** Puts the staged file in place. Committed capacity only: a file of zeros, whose commitment is known. */
final class PrepareStep {
    private final Workshop workshop;

    PrepareStep(Workshop workshop) {
        this.workshop = workshop;
    }

    Outcome run(SectorId sector, Prepare work, TaskContext context)
            throws TaskFailure, ProofException, IOException, JournalException, InterruptedException {
        ProofValues.sealType(work.sealProof());
        ScratchSector files = workshop.scratch(sector, work);
        context.stage(Stage.PIECES, Pool.COPY, () -> stage(workshop, files, work.sealProof(), work.pieces()));
        Cid commD = Commitments.zeroPiece(work.sealProof().sectorSize().bytes());
        return new Outcome.Prepared(List.of(), commD);
    }

    /** Makes the staged file unless it is there already. */
    static Boolean stage(Workshop workshop, ScratchSector files, SealProofType type, List<Piece> pieces)
            throws TaskFailure, IOException {
        if (!pieces.isEmpty()) {
            throw TaskFailure.permanent("this node has no source of deal data: it seals committed capacity only");
        }
        files.create();
        long size = type.sectorSize().bytes();
        if (!Files.isRegularFile(files.staged()) || Files.size(files.staged()) != size) {
            workshop.requireSpace(files.folder(), SpaceNeed.staged(type), "the staged file of sector " + files.sector());
            DurableFiles.zeros(files.staged(), size);
        }
        return true;
    }
}
