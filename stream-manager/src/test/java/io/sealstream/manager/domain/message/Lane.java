package io.sealstream.manager.domain.message;

import io.sealstream.filecoin.ActorId;
import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.filecoin.Cid;
import io.sealstream.filecoin.TokenAmount;
import io.sealstream.manager.domain.policy.FeeTerms;
import io.sealstream.manager.domain.policy.LaneLimits;
import io.sealstream.manager.domain.ChainQuestion;
import io.sealstream.manager.domain.Effect;
import io.sealstream.manager.domain.Effect.Intent;
import io.sealstream.manager.domain.Effect.Receipt;
import io.sealstream.manager.domain.IntentOutcome;
import io.sealstream.manager.domain.Purpose;
import io.sealstream.manager.domain.Request;
import io.sealstream.manager.domain.Step;
import io.sealstream.manager.domain.message.MessageEvent.OfMessage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One lane, run step by step as the shell does it, with scripted answers of the chain edge and of the signer. */
final class Lane {
    static final ActorId MINER = new ActorId(1000);
    static final Address SENDER = key(1);
    static final int CONFIDENCE = 3;
    static final int BLS = 2;
    static final long GAS = 1000;

    final LaneMachine machine = new LaneMachine();
    final List<MessageEvent> log = new ArrayList<>();
    final List<ChainEpoch> epochs = new ArrayList<>();
    final Map<String, LaneMessage> over = new HashMap<>();
    ChainEpoch now = ChainEpoch.of(100);
    @Nullable
    LaneState state;
    private @Nullable ChainEpoch wakeAt;
    TokenAmount baseFee = TokenAmount.ofAtto(100);
    private ChainEpoch wokenAfter = now;

    static Address key(int number) {
        byte[] bytes = new byte[48];
        bytes[0] = (byte) number;
        return Address.bls(bytes);
    }

    Lane at(long epoch) {
        now = ChainEpoch.of(epoch);
        return this;
    }

    LaneScope scope() {
        return new LaneScope(now, baseFee, SENDER, id -> Optional.ofNullable(over.get(id)));
    }

    /** One step; the messages that are over are kept beside the lane, like by the shell. */
    Step<LaneState, MessageEvent> step(LaneCommand command) {
        Step<LaneState, MessageEvent> step = Step.run(machine, state, command, scope(),
                command instanceof LaneCommand.Wake ? wokenAfter : null);
        @Nullable
        LaneState folded = state;
        for (MessageEvent event : step.events()) {
            if (event instanceof OfMessage e) {
                LaneMessage message = LaneFold.message(folded, e, now);
                if (message.isOver()) {
                    over.put(e.intent(), message);
                }
            }
            folded = machine.apply(folded, event, now);
            log.add(event);
            epochs.add(now);
        }
        state = step.state();
        wakeAt = step.wakeAt();
        wokenAfter = now;
        return step;
    }

    /** A head at an epoch: woken if a wake is due. */
    List<Effect> head(long epoch) {
        now = ChainEpoch.of(epoch);
        return wakeAt == null || wakeAt.isAfter(now) ? List.of() : step(new LaneCommand.Wake()).effects();
    }

    LaneState lane() {
        if (state == null) {
            throw new AssertionError("no lane yet");
        }
        return state;
    }

    MessageState stateOf(String intent) {
        return lane().find(intent).map(LaneMessage::state).orElseGet(() -> {
            LaneMessage message = over.get(intent);
            if (message == null) {
                throw new AssertionError("no message " + intent);
            }
            return message.state();
        });
    }

    /** State after every recorded event, each at its own epoch. */
    @Nullable
    LaneState folded() {
        LaneState folded = null;
        for (int i = 0; i < log.size(); i++) {
            folded = machine.apply(folded, log.get(i), epochs.get(i));
        }
        return folded;
    }

    static Intent intent(String id, boolean urgent, long validUntil) {
        return new Intent(id, null, MINER, SENDER, urgent ? Purpose.WINDOW_POST : Purpose.PRECOMMIT, MINER.address(),
                TokenAmount.ZERO, 28, "miner.PreCommitSectorBatch2", Bytes.of(new byte[]{ 1}),
                FeeTerms.upTo(TokenAmount.ofNanoFil(5)), urgent,
                validUntil, CONFIDENCE, LaneLimits.NONE);
    }

    /** With terms of its own. */
    static Intent termed(String id, int overEstimation, int overPremium, long feeCap, long maxFee) {
        return with(intent(id, false, 0), new FeeTerms(overEstimation, overPremium, TokenAmount.ofAtto(feeCap),
                TokenAmount.ofAtto(maxFee)), LaneLimits.NONE);
    }

    static Intent with(Intent i, FeeTerms fees, LaneLimits limits) {
        return new Intent(i.id(), i.request(), i.miner(), i.sender(), i.purpose(), i.to(), i.value(), i.method(), i.methodName(),
                i.params(), fees, i.urgent(), i.validUntil(), i.confidence(), limits);
    }

    static Intent operator(String id, long number) {
        return new Intent(id, new Request("cli", number, 2, 0), null, SENDER, Purpose.OPERATOR, MINER.address(), TokenAmount.ZERO,
                0, "Send", Bytes.EMPTY, FeeTerms.upTo(TokenAmount.ofNanoFil(5)), false, 0, CONFIDENCE, LaneLimits.NONE);
    }

    Step<LaneState, MessageEvent> queue(String id) {
        return step(new LaneCommand.QueueMessage(intent(id, false, 0)));
    }

    Step<LaneState, MessageEvent> fill(String id, long stateNonce) {
        return fill(id, stateNonce, 100);
    }

    /** An estimate with a base fee in attoFIL for each unit of gas. */
    Step<LaneState, MessageEvent> fill(String id, long stateNonce, long baseFee) {
        return step(new LaneCommand.FillMessage(id + "/estimate", id, GAS, TokenAmount.ofAtto(200), TokenAmount.ofAtto(50),
                stateNonce, TokenAmount.ofAtto(baseFee)));
    }

    /** An estimate for the transfer of nothing that takes the place of a message. */
    Step<LaneState, MessageEvent> empty(String id) {
        return step(
                new LaneCommand.FillMessage(id + "/estimate/empty", id, GAS, TokenAmount.ofAtto(200), TokenAmount.ofAtto(50), 0,
                        baseFee));
    }

    LaneMessage message(String id) {
        return lane().find(id).orElseThrow(() -> new AssertionError("no open message " + id));
    }

    /** The version that is to be signed. */
    Fill filled(String id) {
        Fill wanted = message(id).wanted();
        if (wanted == null) {
            throw new AssertionError(id + " is " + stateOf(id));
        }
        return wanted;
    }

    LaneCommand.AcceptSignature signature(String id) {
        Fill fill = filled(id);
        return new LaneCommand.AcceptSignature(LanePlan.signId(message(id), fill), id, fill.messageCid(), BLS,
                Bytes.of(new byte[96]));
    }

    LaneCommand.RefuseSignature refusal(String id, boolean temporary) {
        return new LaneCommand.RefuseSignature(LanePlan.signId(message(id), filled(id)), id, temporary, false,
                temporary ? "LOCKED" : "POLICY",
                temporary ? "the wallet is locked" : "the method is not allowed");
    }

    /** That the signer saw a head after the last epoch of use. */
    LaneCommand.RefuseSignature expiry(String id) {
        return new LaneCommand.RefuseSignature(LanePlan.signId(message(id), filled(id)), id, false, true, "EXPIRED",
                "the signature was of use until epoch 105 and the chain is at epoch 106");
    }

    /** Queued, filled and signed. */
    Signed signed(String id, long stateNonce) {
        queue(id);
        fill(id, stateNonce);
        step(signature(id));
        return bytes(id);
    }

    Signed bytes(String id) {
        return message(id).newest().orElseThrow();
    }

    LaneCommand.ConfirmPush taken(String id) {
        return new LaneCommand.ConfirmPush(id + "/push", id, bytes(id).cid());
    }

    /** The chain edge found this under the nonce of the message; height 0 for nothing. */
    LaneCommand.LocateMessage found(String id, @Nullable Cid cid, long height, long readAt) {
        Receipt receipt = cid == null ? Receipt.NONE : new Receipt(height, 0, Bytes.EMPTY, 900);
        return new LaneCommand.LocateMessage(searchId(id), id, cid, receipt, TokenAmount.ZERO, 0, ChainEpoch.of(readAt));
    }

    /** Of the question that the lane asks now; of some other one where it asks none. */
    String searchId(String id) {
        return state == null
                ? id + "/search/0"
                : state.find(id).filter(m -> m.nonce().isPresent()).map(LanePlan::searchId).orElse(id + "/search/0");
    }

    /** Up to a receipt at the epoch before now. */
    Step<LaneState, MessageEvent> landed(String id, long stateNonce, long height) {
        signed(id, stateNonce);
        step(taken(id));
        at(height + 1);
        return step(found(id, bytes(id).cid(), height, height + 1));
    }

    static List<IntentOutcome> told(Step<LaneState, MessageEvent> step) {
        return step.effects().stream().filter(Effect.ResolveIntent.class::isInstance)
                .map(e -> ((Effect.ResolveIntent) e).outcome()).toList();
    }

    static List<String> asked(List<Effect> effects) {
        return effects.stream().filter(Effect.AskChain.class::isInstance).map(e -> ((Effect.AskChain) e).requestId()).toList();
    }

    static List<Bytes> pushed(List<Effect> effects) {
        return effects.stream()
                .filter(e -> e instanceof Effect.AskChain ask && ask.question() instanceof ChainQuestion.PushMessage)
                .map(e -> ((ChainQuestion.PushMessage) ((Effect.AskChain) e).question()).signedMessage()).toList();
    }
}
