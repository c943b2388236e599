package io.sealstream.manager.domain.miner;

import io.sealstream.filecoin.ActorId;
import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.filecoin.TokenAmount;
import io.sealstream.manager.domain.FailureCause;
import io.sealstream.manager.domain.Frozen;
import io.sealstream.manager.domain.Event;
import io.sealstream.manager.domain.IntentOutcome;
import io.sealstream.manager.domain.Purpose;
import io.sealstream.manager.domain.batch.BatchForm;
import io.sealstream.manager.domain.batch.Funds;
import io.sealstream.manager.domain.batch.BatchPolicy.Reason;
import io.sealstream.manager.domain.policy.MinerPolicy;
import io.sealstream.manager.domain.policy.Observed;
import io.sealstream.manager.domain.task.NodeStore;
import java.util.List;
import java.util.SortedMap;

/** Policy, numbers, nodes, requests and batches of a miner. Fields as in the records of {@code miner.event}. */
public sealed interface MinerEvent extends Event {
    ActorId miner();

    record PolicySet(ActorId miner, MinerPolicy policy) implements MinerEvent {}

    record MinerObserved(ActorId miner, Observed observed) implements MinerEvent {}

    record SectorsWanted(ActorId miner, long total) implements MinerEvent {}

    record SectorOffered(ActorId miner, Purpose purpose, long sector, ChainEpoch readyAt,
            ChainEpoch lastSafe) implements MinerEvent {}

    /** {@code words}: the reason with the numbers. */
    record BatchDue(ActorId miner, Purpose purpose, List<Long> sectors, Reason reason, String words,
            TokenAmount baseFee) implements MinerEvent {
        public BatchDue {
            sectors = List.copyOf(sectors);
        }
    }

    /** {@code words} empty: nothing is missing any more. */
    record BatchHeld(ActorId miner, Purpose purpose, List<Long> sectors, String words,
            TokenAmount lacks) implements MinerEvent {
        public BatchHeld {
            sectors = List.copyOf(sectors);
        }
    }

    /** {@code node} empty: none can yet. */
    record AggregateOrdered(ActorId miner, String intent, List<Long> sectors, String node, int attempt, String reason,
            Address sender, Funds funds, String alert) implements MinerEvent {
        public AggregateOrdered {
            sectors = List.copyOf(sectors);
        }
    }

    record AggregateDropped(ActorId miner, String intent, String reason) implements MinerEvent {}

    /** {@code gas}: what it is likely to use. {@code overEstimation} 0: as the policy says. {@code alert} empty: none. */
    record BatchFormed(ActorId miner, String intent, Purpose purpose, List<Long> sectors, Address sender, int attempt,
            String reason, Funds funds, ChainEpoch expiration, BatchForm form, long gas, int overEstimation,
            TokenAmount baseFee, String alert, Bytes aggregate) implements MinerEvent {
        public BatchFormed {
            sectors = List.copyOf(sectors);
        }
    }

    /** {@code fee}: what the message cost in gas. {@code failed}: exit codes of members that failed while the message succeeded. */
    record BatchClosed(ActorId miner, String intent, IntentOutcome outcome, long exitCode, String reason, TokenAmount fee,
            FailureCause cause, SortedMap<Long, Long> failed) implements MinerEvent {
        public BatchClosed {
            failed = Frozen.map(failed);
        }
    }

    record NodeReturned(ActorId miner, String node, long incarnation, List<NodeStore> stores,
            boolean windowPoSt, boolean aggregate) implements MinerEvent {
        public NodeReturned {
            stores = List.copyOf(stores);
        }
    }

    record NodeLost(ActorId miner, String node, long incarnation) implements MinerEvent {}

    /** {@code error} empty: accepted with {@code reply}. */
    record RequestAnswered(ActorId miner, String client, long number, String reply, String error) implements MinerEvent {}
}
