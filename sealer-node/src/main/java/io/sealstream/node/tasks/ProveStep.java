package io.sealstream.node.tasks;

import io.sealstream.filecoin.SectorId;
import io.sealstream.node.domain.FailureLevel;
import io.sealstream.node.domain.Outcome;
import io.sealstream.node.domain.Stage;
import io.sealstream.node.domain.Work.Prove;
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
import io.sealstream.proofs.Sealing.SealStatement;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * C1 with the chain's seed, C2, and verification against what the chain has: commitments, ticket and seed come from the task,
 * not from this node's memory. A proof that does not verify is never reported as one.
 */
final class ProveStep {
    private static final Logger LOGGER = LoggerFactory.getLogger(ProveStep.class);

    private final Workshop workshop;
    private final Checkpoints checkpoints;

    ProveStep(Workshop workshop) {
        this.workshop = workshop;
        this.checkpoints = workshop.checkpoints();
    }

    Outcome run(SectorId sector, Prove work, TaskContext context)
            throws TaskFailure, ProofException, IOException, JournalException, InterruptedException {
        ScratchSector files = workshop.scratch(sector, work);
        SealJob job = SealJob.of(files, work, work.ticket(), work.pieces(), work.commD());
        if (!isThere(files)) {
            sealAgain(sector, work, context);
        }
        requireOurs(job, work);
        Commitments commitments = new Commitments(ProofValues.commitment(work.commR()), ProofValues.commitment(work.commD()));
        Bytes seed = ProofValues.bytes(work.seed());
        String inputs = DurableFiles
                .digest(String.join("|", job.digest(), commitments.commR().hex(), seed.hex()).getBytes(StandardCharsets.UTF_8));
        Optional<byte[]> kept = checkpoints.find(files, Stage.C1, inputs);
        Commit1Output phase1 = kept.isPresent()
                ? new Commit1Output(Bytes.of(kept.get()))
                : context.stage(Stage.C1, Pool.PC2, () -> commit1(job, work, new Commit1(job.seal(), job.sectorFiles(), seed,
                        commitments, job.pieces()), inputs));
        Bytes proof = context.stage(Stage.C2, Pool.C2, () -> workshop.engines().commit2().commit2(job.seal(), phase1));
        SealStatement statement = new SealStatement(job.seal(), seed, commitments);
        boolean holds = context.stage(Stage.VERIFY, Pool.C2, () -> workshop.engines().commit2().verifySeal(statement, proof));
        if (!holds) {
            checkpoints.discard(files, Stage.C1);
            throw TaskFailure.temporary("the proof of sector " + sector
                    + " does not verify on this node and was thrown away; if it happens again, check memory and disks of the node");
        }
        return new Outcome.Proved(ProofValues.bytes(proof), work.seedEpoch(), context.times());
    }

    private static boolean isThere(ScratchSector files) {
        return Files.isRegularFile(files.sealed()) && Files.isDirectory(files.cache());
    }

    /** Scratch was lost after the precommit. The ticket of the chain gives the same replica; another one could never be proven. */
    private void sealAgain(SectorId sector, Prove work, TaskContext context)
            throws TaskFailure, ProofException, IOException, JournalException, InterruptedException {
        LOGGER.atWarn().addKeyValue("sector", sector).addKeyValue("store", work.store())
                .log("Scratch does not hold the sector any more; it is sealed again with the ticket of its precommit");
        Seal again = new Seal(work.number(), work.sealProof(), work.store(), work.ticket(), work.ticketEpoch(), work.pieces(),
                work.commD());
        Outcome outcome = new SealStep(workshop).run(sector, again, context);
        if (outcome instanceof Outcome.Sealed sealed && !sealed.commR().equals(work.commR())) {
            throw new TaskFailure(FailureLevel.CRITICAL, "sector " + sector + " was lost from scratch store " + work.store()
                    + " and, sealed again with the same ticket, has CommR " + sealed.commR() + " instead of " + work.commR()
                    + ": its deposit is lost unless the former files come back; check memory and disks of the node");
        }
    }

    private static void requireOurs(SealJob job, Prove work) throws TaskFailure, IOException {
        ScratchSector files = job.files();
        if (!files.cacheDigest().equals(job.digest())) {
            throw TaskFailure.permanent("sector " + files.sector() + " in scratch store " + work.store()
                    + " is sealed with another ticket, CommD or proof type than the chain's precommit names (ticket epoch "
                    + work.ticketEpoch() + ")");
        }
    }

    private Commit1Output commit1(SealJob job, Prove work, Commit1 request, String inputs)
            throws TaskFailure, ProofException, IOException, JournalException {
        workshop.requireSpace(job.files().folder(), SpaceNeed.commit1(work.sealProof()), "C1 of sector " + job.files().sector());
        Commit1Output output = workshop.engines().sealing().commit1(request);
        checkpoints.keep(job.files(), Stage.C1, inputs, output.json().toArray());
        return output;
    }
}
