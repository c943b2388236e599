package io.sealstream.node.domain;

import io.sealstream.filecoin.ActorId;
import io.sealstream.filecoin.SectorId;
import io.sealstream.node.domain.Work.Aggregate;
import io.sealstream.node.domain.Work.SectorWork;
import io.sealstream.node.domain.Work.WindowPoSt;
import java.util.Optional;

/**
 * One task of one node, with all its inputs. The id is derived by the manager (scope, step, attempt), so the same id is the
 * same task.
 *
 * @param id      for example {@code f01000/17/SEAL/1}
 * @param attempt from 1; rises only when the former one is over
 * @param node    name of the node that owns it
 * @param miner   whose sector or partition it is about
 */
public record Task(String id, int attempt, String node, ActorId miner, Work work) {

    /** The sector of a sealing step; empty for a WindowPoSt and an aggregate. */
    public Optional<SectorId> sector() {
        return switch (work) {
            case SectorWork sealing -> Optional.of(new SectorId(miner, sealing.number()));
            case WindowPoSt _,Aggregate _ -> Optional.empty();
        };
    }

    /**
     * Key of the task's results: {@code f01000/17} for a sector, {@code f01000/3/0} (deadline, partition) for a WindowPoSt, the miner for
     * an aggregate.
     */
    public String resultKey() {
        return switch (work) {
            case SectorWork sealing -> miner + "/" + sealing.number();
            case WindowPoSt post -> miner + "/" + post.deadline() + "/" + post.partition();
            case Aggregate _ -> miner.toString();
        };
    }
}
