package io.sealstream.node.tasks;

import io.sealstream.filecoin.SectorId;
import io.sealstream.node.domain.Outcome;
import io.sealstream.node.domain.Task;
import io.sealstream.node.domain.Work;
import io.sealstream.node.domain.Work.SectorWork;
import io.sealstream.node.journal.JournalException;
import io.sealstream.proofs.ProofException;
import java.io.IOException;
import java.util.concurrent.locks.Lock;

/** From a task to the class of its step. */
final class Steps {
    private final Workshop workshop;
    private final SectorLocks locks = new SectorLocks();

    Steps(Workshop workshop) {
        this.workshop = workshop;
    }

    /** Runs a task to its end on the calling thread, with its stages on the pools. */
    Outcome run(Task task, TaskContext context)
            throws TaskFailure, ProofException, IOException, JournalException, InterruptedException {
        return switch (task.work()) {
            case Work.WindowPoSt post -> new WindowPoStStep(workshop).run(task, post, context);
            case Work.Aggregate aggregate -> new AggregateStep(workshop).run(task, aggregate, context);
            case SectorWork work -> locked(new SectorId(task.miner(), work.number()), work, context);
        };
    }

    private Outcome locked(SectorId sector, SectorWork work, TaskContext context)
            throws TaskFailure, ProofException, IOException, JournalException, InterruptedException {
        Lock lock = locks.lock(sector, work);
        if (!lock.tryLock()) {
            context.waiting("another step of sector " + sector);
            lock.lockInterruptibly();
        }
        try {
            return switch (work) {
                case Work.Prepare prepare -> new PrepareStep(workshop).run(sector, prepare, context);
                case Work.Seal seal -> new SealStep(workshop).run(sector, seal, context);
                case Work.Persist persist -> new PersistStep(workshop).run(sector, persist, context);
                case Work.Prove prove -> new ProveStep(workshop).run(sector, prove, context);
                case Work.Finalize finalize -> new FinalizeStep(workshop).run(sector, finalize, context);
            };
        } finally {
            lock.unlock();
        }
    }
}
