package io.sealstream.node.tasks;

import io.sealstream.filecoin.Cid;
import io.sealstream.filecoin.SectorId;
import io.sealstream.node.domain.Outcome;
import io.sealstream.node.domain.Stage;
import io.sealstream.node.domain.Work.Seal;
import io.sealstream.node.journal.JournalException;
import io.sealstream.node.stores.DurableFiles;
import io.sealstream.node.stores.ScratchSector;
import io.sealstream.node.stores.SpaceNeed;
import io.sealstream.proofs.Bytes;
import io.sealstream.proofs.ProofException;
import io.sealstream.proofs.Sealing.Commit1;
import io.sealstream.proofs.Sealing.Commit1Output;
import io.sealstream.proofs.Sealing.Commitments;
import io.sealstream.proofs.Sealing.PreCommit1;
import io.sealstream.proofs.Sealing.PreCommit1Output;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;

/**
 * PC1, PC2, then C1 over a throw-away seed: no precommit leaves for a sector that could not be proven. PC1 and PC2 are
 * checkpointed; everything a checkpoint stands for is synced before it counts.
 */
final class SealStep {
    private final Workshop workshop;
    private final Checkpoints checkpoints;

    SealStep(Workshop workshop) {
        this.workshop = workshop;
        this.checkpoints = workshop.checkpoints();
    }

    Outcome run(SectorId sector, Seal work, TaskContext context)
            throws TaskFailure, ProofException, IOException, JournalException, InterruptedException {
        ScratchSector files = workshop.scratch(sector, work);
        SealJob job = SealJob.of(files, work, work.ticket(), work.pieces(), work.commD());
        context.stage(Stage.PIECES, Pool.COPY, () -> PrepareStep.stage(workshop, files, work.sealProof(), work.pieces()));
        Optional<Commitments> sealed = keptCommitments(checkpoints, job);
        if (sealed.isEmpty()) {
            PreCommit1Output phase1 = preCommit1(job, work, context);
            sealed = Optional.of(context.stage(Stage.PC2, Pool.PC2, () -> preCommit2(job, work, phase1)));
        }
        Commitments commitments = sealed.get();
        context.stage(Stage.C1, Pool.PC2, () -> trial(job, commitments));
        return new Outcome.Sealed(Cid.sealed(commitments.commR().toArray()), work.commD(), work.ticketEpoch(), context.times());
    }

    private PreCommit1Output preCommit1(SealJob job, Seal work, TaskContext context)
            throws TaskFailure, ProofException, IOException, JournalException, InterruptedException {
        boolean ours = job.files().claimCache(job.digest());
        Optional<byte[]> kept = ours ? checkpoints.find(job.files(), Stage.PC1, job.digest()) : Optional.empty();
        if (kept.isPresent()) {
            return new PreCommit1Output(Bytes.of(kept.get()));
        }
        return context.stage(Stage.PC1, Pool.PC1, () -> preCommit1(job, work));
    }

    private PreCommit1Output preCommit1(SealJob job, Seal work)
            throws TaskFailure, ProofException, IOException, JournalException {
        ScratchSector files = job.files();
        // Without a checkpoint the layers may not have reached the disk, and the library would reuse them by their size.
        files.wipe();
        files.claimCache(job.digest());
        workshop.requireSpace(files.folder(), SpaceNeed.preCommit1(work.sealProof()), "PC1 of sector " + files.sector());
        PreCommit1Output output = workshop.engines().sealing()
                .preCommit1(new PreCommit1(job.seal(), job.sectorFiles(), job.pieces()));
        DurableFiles.syncTree(files.cache());
        checkpoints.keep(files, Stage.PC1, job.digest(), output.json().toArray());
        return output;
    }

    private Commitments preCommit2(SealJob job, Seal work, PreCommit1Output phase1)
            throws TaskFailure, ProofException, IOException, JournalException {
        ScratchSector files = job.files();
        workshop.requireSpace(files.folder(), SpaceNeed.preCommit2(work.sealProof()), "PC2 of sector " + files.sector());
        removeRemains(files);
        DurableFiles.copy(files.staged(), files.sealed());
        Commitments made = workshop.engines().sealing().preCommit2(phase1, job.sectorFiles());
        if (!made.commD().equals(ProofValues.commitment(work.commD()))) {
            throw TaskFailure
                    .abort("PC2 of sector " + files.sector() + " found CommD " + made.commD().hex() + " where the task says "
                            + work.commD() + ": the staged data is not that of the task");
        }
        DurableFiles.syncTree(files.cache());
        DurableFiles.syncFile(files.sealed());
        DurableFiles.syncFolder(files.folder());
        checkpoints.keep(files, Stage.PC2, job.digest(), encode(made));
        return made;
    }

    /** PC2 encodes the sealed file in place: what a former PC2 left behind is neither data nor replica. */
    private static void removeRemains(ScratchSector files) throws IOException {
        Files.deleteIfExists(files.sealed());
        try (var cache = Files.list(files.cache())) {
            for (var file : cache.filter(SealStep::madeByPreCommit2).toList()) {
                Files.delete(file);
            }
        }
    }

    private static boolean madeByPreCommit2(java.nio.file.Path file) {
        String name = String.valueOf(file.getFileName());
        return name.startsWith("sc-02-data-tree-c") || name.startsWith("sc-02-data-tree-r-last") || name.equals("p_aux");
    }

    private Commit1Output trial(SealJob job, Commitments commitments) throws ProofException {
        Bytes seed = ProofValues.bytes(workshop.random().get());
        return workshop.engines().sealing()
                .commit1(new Commit1(job.seal(), job.sectorFiles(), seed, commitments, job.pieces()));
    }

    /** CommR and CommD of a finished PC2 of this very sealing. */
    static Optional<Commitments> keptCommitments(Checkpoints checkpoints, SealJob job) throws IOException {
        if (!job.files().cacheDigest().equals(job.digest()) || !Files.isRegularFile(job.files().sealed())) {
            return Optional.empty();
        }
        return checkpoints.find(job.files(), Stage.PC2, job.digest()).map(SealStep::decode);
    }

    private static byte[] encode(Commitments made) {
        return (made.commR().hex() + "\n" + made.commD().hex() + "\n").getBytes(StandardCharsets.US_ASCII);
    }

    private static Commitments decode(byte[] kept) {
        List<String> lines = new String(kept, StandardCharsets.US_ASCII).lines().toList();
        return new Commitments(Bytes.ofHex(lines.get(0)), Bytes.ofHex(lines.get(1)));
    }
}
