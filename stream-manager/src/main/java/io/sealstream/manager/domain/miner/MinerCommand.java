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
import io.sealstream.manager.domain.task.FailureLevel;
import io.sealstream.manager.domain.task.NodeStore;
import io.sealstream.manager.domain.task.ProvenSector;
import io.sealstream.manager.domain.task.TaskRef;
import io.sealstream.filecoin.Address;
import io.sealstream.manager.domain.Frozen;
import java.util.List;
import java.util.SortedMap;

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

    /** Sectors that wait shall leave now; all of them when none is named. */
    record FlushBatch(Request request, Purpose purpose, List<Long> sectors) implements Asked {
        public FlushBatch {
            sectors = List.copyOf(sectors);
        }
    }

    /** An idle scratch store of a node asks for a sector. */
    record RequestSector(Request request, String node, long incarnation, String store) implements Asked {}

    record SeeNode(String node, long incarnation, List<NodeStore> stores, boolean windowPoSt,
            boolean aggregate) implements MinerCommand {
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

    /**
     * What sectors cost and who can pay.
     *
     * @param amounts   deposit or pledge of each sector
     * @param balances  what each possible sender has
     * @param available available balance of the miner
     * @param baseFee   base fee per gas unit
     * @param unfit     sectors that the chain would refuse now, with the reason
     */
    record AcceptQuote(String requestId, Purpose purpose, SortedMap<Long, TokenAmount> amounts,
            SortedMap<Address, TokenAmount> balances, TokenAmount available, TokenAmount baseFee,
            SortedMap<Long, String> unfit) implements MinerCommand {
        public AcceptQuote {
            amounts = Frozen.map(amounts);
            balances = Frozen.map(balances);
            unfit = Frozen.map(unfit);
        }
    }

    /** What a node made of the proofs of a batch: their aggregate, or the members whose own proofs do not hold and then no aggregate. */
    record AcceptAggregate(TaskRef task, Bytes aggregate, List<Refused> refused) implements MinerCommand {
        public AcceptAggregate {
            refused = List.copyOf(refused);
        }

        /** A member whose own proof does not hold. */
        public record Refused(long sector, String reason) {}
    }

    record FailAggregate(TaskRef task, FailureLevel level, String reason) implements MinerCommand {}

    /** A sector wants to go with a message. */
    record OfferSector(long sector, Purpose purpose) implements MinerCommand {}

    /** The chain edge could not answer a question of this miner, its sectors or its partitions; the question is repeated. */
    record HearFailure(String requestId, String request, String message, boolean retriable) implements MinerCommand {}

    record Wake() implements MinerCommand {}
}
