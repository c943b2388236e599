package io.sealstream.manager.query;

import io.sealstream.filecoin.ActorId;
import io.sealstream.filecoin.SectorId;
import java.util.List;
import java.util.Optional;

/**
 * Reads of the manager's local stores, for people. Safe from any thread, never blocks on Kafka, and may lag behind the log by one
 * commit. Before the stores are open, and while the group rebalances, every method throws {@link StoresNotReady}.
 */
public interface ManagerQueries {
    /** All miners that have a policy or were named by a node. */
    List<MinerView> miners();

    Optional<MinerView> miner(ActorId miner);

    /** Sectors of a miner, ascending by number, at most {@link #MAX_ROWS}. */
    List<SectorView> sectors(ActorId miner);

    /** How many sectors a miner has; empty for a miner that is not known. */
    Optional<SectorSummary> sectorSummary(ActorId miner);

    /** One sector with the history of its events. */
    Optional<SectorDetail> sector(SectorId sector);

    /** Partitions with a WindowPoSt planned, under way or closed last, by deadline and partition. */
    List<PartitionView> proving(ActorId miner);

    /** How the WindowPoSts of a miner stand; empty for a miner that is not known. */
    Optional<ProvingSummary> provingSummary(ActorId miner);

    /** Message intents, newest last, at most {@link #MAX_ROWS}. */
    List<MessageView> messages(MessageFilter filter);

    Optional<MessageView> message(String intent);

    List<LaneView> lanes();

    List<NodeView> nodes();

    /** The newest head the machines have seen. */
    Optional<HeadView> head();

    /** Most rows that one answer holds. */
    int MAX_ROWS = 10_000;

    /** The stores cannot be read at this moment; the reason says why. Ask again. */
    final class StoresNotReady extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public StoresNotReady(String reason, Throwable cause) {
            super(reason, cause);
        }
    }
}
