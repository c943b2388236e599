package io.sealstream.node.tasks;

import io.sealstream.filecoin.SectorId;
import io.sealstream.node.domain.Work;
import io.sealstream.node.domain.Work.SectorWork;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * Keeps steps of one sector out of each other's files: Persist and Prove only read scratch and may run together, all others
 * are alone. A lock is small and a node seals few sectors between restarts, so locks are kept.
 */
final class SectorLocks {
    private final Map<SectorId, ReentrantReadWriteLock> locks = new ConcurrentHashMap<>();

    Lock lock(SectorId sector, SectorWork work) {
        ReentrantReadWriteLock lock = locks.computeIfAbsent(sector, _ -> new ReentrantReadWriteLock());
        return switch (work) {
            case Work.Prepare _,Work.Seal _,Work.Finalize _ -> lock.writeLock();
            case Work.Persist _,Work.Prove _ -> lock.readLock();
        };
    }
}
