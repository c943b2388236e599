package io.sealstream.manager.domain.miner;

import io.sealstream.filecoin.BitField;
import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.filecoin.TokenAmount;
import io.sealstream.manager.domain.FailureCause;
import io.sealstream.manager.domain.Command;
import io.sealstream.manager.domain.Effect.Receipt;
import io.sealstream.manager.domain.IntentOutcome;
import io.sealstream.manager.domain.Purpose;
import io.sealstream.manager.domain.Request;
import io.sealstream.manager.domain.policy.MinerPolicy;
import io.sealstream.manager.domain.policy.Observed;
import io.sealstream.manager.domain.task.NodeStore;
import io.sealstream.manager.domain.task.ProvenSector;
import java.util.List;

/** What a miner as a whole is asked to do. */
public sealed interface MinerCommand extends Command {
    /** A command of a requester who awaits a reply. */
    sealed interface Asked extends MinerCommand {
        Request request();
    }

    record SetPolicy(Request request, MinerPolicy policy) implements Asked {}

    record AllocateSectors(Request request, int count) implements Asked {}

    record AbortSector(Request request, long sector, String reason) implements Asked {}

    record RetrySector(Request request, long sector) implements Asked {}

    /** An idle scratch store of a node asks for a sector. */
    record RequestSector(Request request, String node, long incarnation, String store) implements Asked {}

    record SeeNode(String node, long incarnation, List<NodeStore> stores, boolean windowPoSt) implements MinerCommand {
        public SeeNode {
            stores = List.copyOf(stores);
        }
    }

    record LoseNode(String node, long incarnation) implements MinerCommand {}

    record ResolveIntent(String intent, Purpose purpose, IntentOutcome outcome, Receipt receipt,
            String reason, FailureCause cause) implements MinerCommand {}

    /** What the chain says of the miner at {@code readAt}. */
    record ObserveMiner(String requestId, Observed observed, ChainEpoch readAt) implements MinerCommand {}

    /** Partitions and sectors of a deadline at its challenge; the challenge is empty when its epoch has not come. */
    record PlanDeadline(String requestId, int deadline, ChainEpoch periodStart, ChainEpoch challengeEpoch, Bytes challenge,
            List<PartitionSeen> partitions, List<ProvenSector> sectors, List<String> tipset) implements MinerCommand {
        public PlanDeadline {
            partitions = List.copyOf(partitions);
            sectors = List.copyOf(sectors);
            tipset = List.copyOf(tipset);
        }

        /** One partition as the chain has it. */
        public record PartitionSeen(int index, BitField faulty, BitField recovering, BitField live) {}
    }

    /** What a deposit or pledge costs. */
    record AcceptQuote(String requestId, Purpose purpose, TokenAmount amount) implements MinerCommand {}

    /** A sector wants to go with a message. */
    record OfferSector(long sector, Purpose purpose) implements MinerCommand {}

    /** The chain edge could not answer a question of this miner, its sectors or its partitions; the question is repeated. */
    record HearFailure(String requestId, String request, String message, boolean retriable) implements MinerCommand {}

    record Wake() implements MinerCommand {}
}
