package io.sealstream.node.tasks;

import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.Randomness;
import io.sealstream.node.domain.Outcome;
import io.sealstream.node.domain.Outcome.SkippedSector;
import io.sealstream.node.domain.Stage;
import io.sealstream.node.domain.Task;
import io.sealstream.node.domain.Work.ProvenSector;
import io.sealstream.node.domain.Work.WindowPoSt;
import io.sealstream.node.journal.JournalException;
import io.sealstream.proofs.ProofEngine;
import io.sealstream.proofs.ProofException;
import io.sealstream.proofs.Proving.PoStScope;
import io.sealstream.proofs.Proving.PublicSector;
import io.sealstream.proofs.Proving.VanillaProof;
import io.sealstream.proofs.Proving.WindowPoStResult;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * WindowPoSt of one partition: one vanilla proof for each sector, the proof, its verification. A bad sector is named and
 * skipped, never the partition. The chain stores an optimistic PoSt unverified, so none leaves here without verification.
 */
final class WindowPoStStep {
    private static final Logger LOGGER = LoggerFactory.getLogger(WindowPoStStep.class);
    /** Times a proof that does not verify is made again before the task fails. */
    private static final int ATTEMPTS = 5;

    private final Workshop workshop;

    WindowPoStStep(Workshop workshop) {
        this.workshop = workshop;
    }

    Outcome run(Task task, WindowPoSt work, TaskContext context)
            throws TaskFailure, ProofException, IOException, JournalException, InterruptedException {
        PoStScope scope = new PoStScope(ProofValues.postType(work.postProof()), ProofValues.proverId(task.miner()),
                ProofValues.bytes(Randomness.forPoSt(work.randomness())));
        Map<Long, String> skipped = new TreeMap<>();
        VanillaProofs vanilla = new VanillaProofs(workshop, task.miner(), scope, context);
        int attempt = 0;
        while (true) {
            List<ProvenSector> sectors = work.sectors().stream().filter(sector -> !skipped.containsKey(sector.number())).toList();
            if (sectors.isEmpty()) {
                return outcome(Bytes.EMPTY, skipped, context);
            }
            Map<Long, String> failed = vanilla.make(sectors);
            if (!failed.isEmpty()) {
                skipped.putAll(failed);
                continue;
            }
            switch (prove(scope, vanilla.proofs(sectors), context)) {
                case WindowPoStResult.FaultySectors faulty ->
                    faulty.sectors().forEach(bad -> skipped.put(bad.number(), bad.reason()));
                case WindowPoStResult.Proof proof -> {
                    if (verified(scope, sectors, proof, context)) {
                        return outcome(ProofValues.bytes(proof.proof()), skipped, context);
                    }
                    attempt++;
                    LOGGER.atWarn().addKeyValue("task", task.id()).addKeyValue("attempt", attempt)
                            .log("WindowPoSt does not verify, it is made again");
                    requireAttempts(attempt, task);
                    vanilla.forget();
                }
            }
        }
    }

    private static void requireAttempts(int attempt, Task task) throws TaskFailure {
        if (attempt >= ATTEMPTS) {
            throw TaskFailure.temporary("the WindowPoSt of " + task.resultKey() + " was made " + ATTEMPTS
                    + " times and never verified: another node should prove this partition; check memory and disks of this one");
        }
    }

    private WindowPoStResult prove(PoStScope scope, List<VanillaProof> proofs, TaskContext context)
            throws TaskFailure, ProofException, IOException, JournalException, InterruptedException {
        ProofEngine engine = workshop.engines().windowPoSt();
        return context.stage(Stage.POST, Pool.POST, () -> engine.windowPoSt(scope, proofs));
    }

    private boolean verified(PoStScope scope, List<ProvenSector> sectors, WindowPoStResult.Proof proof, TaskContext context)
            throws TaskFailure, ProofException, IOException, JournalException, InterruptedException {
        List<PublicSector> statement = sectors.stream()
                .map(sector -> new PublicSector(sector.number(), ProofValues.commitment(sector.commR()))).toList();
        return context.stage(Stage.VERIFY, Pool.POST,
                () -> verifies(workshop.engines().windowPoSt(), scope, statement, proof));
    }

    /** A proof the library cannot even parse is as wrong as one that does not hold. */
    private static boolean verifies(ProofEngine engine, PoStScope scope, List<PublicSector> statement,
            WindowPoStResult.Proof proof)
            throws ProofException {
        try {
            return engine.verifyWindowPoSt(scope, statement, proof.proof());
        } catch (ProofException e) {
            if (e.code() == ProofException.Code.LIBRARY || e.code() == ProofException.Code.INVALID_REQUEST) {
                LOGGER.atWarn().addKeyValue("reason", e.getMessage()).log("WindowPoSt cannot be read by the verifier");
                return false;
            }
            throw e;
        }
    }

    private static Outcome outcome(Bytes proof, Map<Long, String> skipped, TaskContext context) {
        List<SkippedSector> named = skipped.entrySet().stream().map(entry -> new SkippedSector(entry.getKey(), entry.getValue()))
                .toList();
        return new Outcome.PartitionProved(proof, named, context.times());
    }
}
