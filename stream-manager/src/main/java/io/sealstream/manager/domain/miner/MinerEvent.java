package io.sealstream.manager.domain.miner;

import io.sealstream.filecoin.ActorId;
import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.filecoin.TokenAmount;
import io.sealstream.manager.domain.FailureCause;
import io.sealstream.manager.domain.Event;
import io.sealstream.manager.domain.IntentOutcome;
import io.sealstream.manager.domain.Purpose;
import io.sealstream.manager.domain.policy.MinerPolicy;
import io.sealstream.manager.domain.policy.Observed;
import io.sealstream.manager.domain.task.NodeStore;
import java.util.List;

/** Policy, numbers, nodes, requests and batches of a miner. Fields as in the records of {@code miner.event}. */
public sealed interface MinerEvent extends Event {
    ActorId miner();

    record PolicySet(ActorId miner, MinerPolicy policy) implements MinerEvent {}

    record MinerObserved(ActorId miner, Observed observed) implements MinerEvent {}

    record SectorsWanted(ActorId miner, long total) implements MinerEvent {}

    record BatchFormed(ActorId miner, String intent, Purpose purpose, List<Long> sectors, Address sender, int attempt,
            String reason,
            TokenAmount value, ChainEpoch expiration) implements MinerEvent {
        public BatchFormed {
            sectors = List.copyOf(sectors);
        }
    }

    /** {@code fee}: what the message cost in gas. */
    record BatchClosed(ActorId miner, String intent, IntentOutcome outcome, long exitCode, String reason, TokenAmount fee,
            FailureCause cause) implements MinerEvent {}

    record NodeReturned(ActorId miner, String node, long incarnation, List<NodeStore> stores,
            boolean windowPoSt) implements MinerEvent {
        public NodeReturned {
            stores = List.copyOf(stores);
        }
    }

    record NodeLost(ActorId miner, String node, long incarnation) implements MinerEvent {}

    /** {@code error} empty: accepted with {@code reply}. */
    record RequestAnswered(ActorId miner, String client, long number, String reply, String error) implements MinerEvent {}
}
