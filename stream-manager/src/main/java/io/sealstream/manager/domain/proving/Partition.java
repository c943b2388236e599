package io.sealstream.manager.domain.proving;

import io.sealstream.filecoin.BitField;
import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.manager.domain.PartitionId;
import io.sealstream.manager.domain.task.ProvenSector;
import io.sealstream.manager.domain.task.SkippedSector;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * WindowPoSt of one partition in its newest window.
 *
 * @param id         miner, deadline, partition
 * @param plan       what must be proven
 * @param attempts   tasks issued in this window
 * @param voidUntil  proofs of attempts up to this one were refused
 * @param messages   messages sent in this window
 * @param proof      the verified proof, null before it is made and after it was refused
 * @param lastFailed node of the last failed attempt, or empty
 * @param state      what it waits for
 */
public record Partition(PartitionId id, WindowPlan plan, int attempts, int voidUntil, int messages, @Nullable WindowProof proof,
        String lastFailed, PartitionState state) {

    /** What must be proven in a window, read from the chain at its challenge. */
    public record WindowPlan(ChainEpoch periodStart, ChainEpoch challengeEpoch, ChainEpoch open, ChainEpoch close,
            Bytes challenge,
            List<ProvenSector> sectors, BitField recovering) {
        public WindowPlan {
            sectors = List.copyOf(sectors);
        }
    }

    /** A verified proof and the sectors it leaves out. */
    public record WindowProof(int attempt, Bytes bytes, int postProof, List<SkippedSector> skipped) {
        public WindowProof {
            skipped = List.copyOf(skipped);
        }
    }

    Partition in(PartitionState next) {
        return new Partition(id, plan, attempts, voidUntil, messages, proof, lastFailed, next);
    }

    Partition withAttempt(int attempt) {
        return new Partition(id, plan, Math.max(attempts, attempt), voidUntil, messages, proof, lastFailed, state);
    }

    Partition withFailed(String node) {
        return new Partition(id, plan, attempts, voidUntil, messages, proof, node, state);
    }

    Partition withProof(WindowProof made) {
        return new Partition(id, plan, attempts, voidUntil, messages, made, lastFailed, state);
    }

    Partition withMessage(int number) {
        return new Partition(id, plan, attempts, voidUntil, Math.max(messages, number), proof, lastFailed, state);
    }

    Partition withoutProof() {
        return new Partition(id, plan, attempts, attempts, messages, null, lastFailed, state);
    }

    /** True when the chain has the proof of this window. */
    public boolean isProven() {
        return state instanceof PartitionState.AwaitingClose || (state instanceof PartitionState.Closed c && c.proven());
    }

    WindowProof requireProof() {
        if (proof == null) {
            throw new IllegalStateException("partition " + id + " has no proof in " + state.getClass().getSimpleName());
        }
        return proof;
    }
}
