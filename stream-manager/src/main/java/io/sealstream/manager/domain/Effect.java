package io.sealstream.manager.domain;

import io.sealstream.filecoin.ActorId;
import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.Cid;
import io.sealstream.filecoin.SectorId;
import io.sealstream.filecoin.TokenAmount;
import io.sealstream.manager.domain.policy.FeeTerms;
import io.sealstream.manager.domain.policy.LaneLimits;
import io.sealstream.manager.domain.task.NodeStore;
import io.sealstream.manager.domain.task.NodeTask;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What leaves a machine. Each effect becomes a record in the transaction of the events, or a command to a neighbour in the same step. */
public sealed interface Effect {
    /** A node should do this task. */
    record PutTask(NodeTask task) implements Effect {}

    /** The task is acknowledged or no longer wanted. */
    record WithdrawTask(String node, String taskId) implements Effect {}

    /** Ask the chain edge; the answer repeats the id. */
    record AskChain(String requestId, ChainQuestion question, long validUntil) implements Effect {}

    /** Give an intent to its lane; a known intent is answered with what became of it. */
    record SendMessage(Intent intent) implements Effect {}

    /** Ask the signer. */
    record SignMessage(String requestId, Address sender, String intent, Bytes message, Cid cid, String summary,
            long validUntil) implements Effect {}

    /** Tell the miner what became of an intent. */
    record ResolveIntent(ActorId miner, String intent, Purpose purpose, IntentOutcome outcome, Receipt receipt,
            String reason, FailureCause cause) implements Effect {}

    /** Answer a requester. */
    record Reply(Request request, boolean ok, String value, String error) implements Effect {}

    /** A command to another machine of the same partition, in the same transaction. */
    record Tell(Target target, Command command) implements Effect {}

    /** A sector wants to go with a message of that purpose; its miner decides when. */
    record OfferToBatch(SectorId sector, Purpose purpose) implements Effect {}

    /** A node is there: told to one miner. */
    record TellNodeBack(ActorId miner, String node, long incarnation, List<NodeStore> stores,
            boolean windowPoSt, boolean aggregate) implements Effect {
        public TellNodeBack {
            stores = List.copyOf(stores);
        }
    }

    /** A node is silent: told to one miner. */
    record TellNodeSilent(ActorId miner, String node, long incarnation, long lastSeen) implements Effect {}

    /**
     * Outcome of an executed message.
     *
     * @param height   epoch of the tipset after execution; 0 when there is none
     * @param exitCode exit code; 0 when there is none
     * @param fee      what the sender paid for gas: burnt and tip; zero when that is not known
     */
    record Receipt(long height, long exitCode, Bytes returnValue, long gasUsed, TokenAmount fee) {
        public static final Receipt NONE = new Receipt(0, 0, Bytes.EMPTY, 0);

        /** Nobody has said what it cost yet. */
        public Receipt(long height, long exitCode, Bytes returnValue, long gasUsed) {
            this(height, exitCode, returnValue, gasUsed, TokenAmount.ZERO);
        }
    }

    /**
     * A message that is wanted on chain, once.
     *
     * @param id         derived id of the intent
     * @param request    set when an operator tool awaits it
     * @param miner      miner to tell about the outcome, or null
     * @param sender     robust key address: the lane
     * @param fees       how its gas is filled in and what it may cost
     * @param urgent     goes before all non-urgent messages of the lane that have no nonce yet
     * @param validUntil last epoch at which sending makes sense; 0 for no limit
     * @param confidence epochs on top of the landing tipset before it is final
     * @param limits     what the lane does for the miner at most
     */
    record Intent(String id, @Nullable Request request, @Nullable ActorId miner, Address sender, Purpose purpose, Address to,
            TokenAmount value, long method, String methodName, Bytes params, FeeTerms fees, boolean urgent, long validUntil,
            int confidence, LaneLimits limits) {
        /** Most the whole message may cost. */
        public TokenAmount maxFee() {
            return fees.maxFee();
        }
    }
}
