package io.sealstream.manager.domain.message;

import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.manager.domain.FailureCause;
import io.sealstream.manager.domain.Decision;
import io.sealstream.manager.domain.Effect;
import io.sealstream.manager.domain.Effect.Intent;
import io.sealstream.manager.domain.Effect.Receipt;
import io.sealstream.manager.domain.IntentOutcome;
import io.sealstream.manager.domain.Machine;
import io.sealstream.manager.domain.Plan;
import io.sealstream.manager.domain.message.LaneCommand.QueueMessage;
import io.sealstream.manager.domain.message.MessageEvent.MessageFailed;
import io.sealstream.manager.domain.message.MessageState.AwaitingConfidence;
import io.sealstream.manager.domain.message.MessageState.AwaitingSignature;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A message lane. An intent has at most one landed effect: it is queued once, gets one nonce, its signed bytes are recorded before they are
 * pushed, and only these bytes are pushed, until that nonce is used on chain. Signing is in {@link Signing}, the search for receipts in
 * {@link Landing}; the queue is here.
 */
public final class LaneMachine implements Machine<LaneState, LaneCommand, MessageEvent, LaneScope> {
    @Override
    public Decision<MessageEvent> decide(@Nullable LaneState before, LaneCommand command, LaneScope scope) {
        LaneState lane = before == null ? new LaneState(scope.sender(), null, null, List.of()) : before;
        return switch (command) {
            case QueueMessage c -> queue(lane, c.intent(), scope);
            case LaneCommand.FillMessage c -> Signing.fill(lane, c, scope);
            case LaneCommand.AcceptSignature c -> Signing.accept(lane, c);
            case LaneCommand.RefuseSignature c -> Signing.refuse(lane, c);
            case LaneCommand.ConfirmPush c -> Landing.pushed(lane, c);
            case LaneCommand.LocateMessage c -> Landing.locate(lane, c);
            case LaneCommand.HearFailure c -> failure(lane, c);
            case LaneCommand.HeedReorg c -> Landing.reorg(lane, c);
            case LaneCommand.Wake c -> wake(lane, scope);
        };
    }

    @Override
    public LaneState apply(@Nullable LaneState before, MessageEvent event, ChainEpoch at) {
        return LaneFold.apply(before, event, at);
    }

    @Override
    public Plan plan(LaneState lane, LaneScope scope) {
        return LanePlan.of(lane);
    }

    private static Decision<MessageEvent> queue(LaneState lane, Intent intent, LaneScope scope) {
        Optional<LaneMessage> known = lane.find(intent.id()).or(() -> scope.over().apply(intent.id()));
        if (known.isPresent()) {
            return Decision.accept(List.of(), again(known.get(), intent));
        }
        Optional<String> refusal = refusal(lane, intent, scope);
        if (refusal.isPresent()) {
            List<Effect> effects = new ArrayList<>(replies(intent, false, refusal.get()));
            return new Decision.Rejected<>(refusal.get(),
                    with(effects, failed(intent, 0, refusal.get(), refusalCause(lane))));
        }
        return Decision.accept(List.of(new MessageEvent.MessageQueued(intent)), replies(intent, true, ""));
    }

    private static Optional<String> refusal(LaneState lane, Intent intent, LaneScope scope) {
        if (lane.open().size() >= LaneState.MAX_OPEN) {
            return Optional.of(
                    "lane " + lane.sender() + " has " + LaneState.MAX_OPEN + " messages under way; wait until some have landed");
        }
        return isExpired(intent, scope.now())
                ? Optional.of("the message was of use until epoch " + intent.validUntil() + ", now is " + scope.now())
                : Optional.empty();
    }

    private static FailureCause refusalCause(LaneState lane) {
        return lane.open().size() >= LaneState.MAX_OPEN ? FailureCause.FULL : FailureCause.EXPIRED;
    }

    /** A known intent is answered with what became of it. */
    private static List<Effect> again(LaneMessage known, Intent asked) {
        List<Effect> effects = new ArrayList<>(replies(asked, true, ""));
        return switch (known.state()) {
            case AwaitingConfidence s -> with(effects, told(known.intent(), IntentOutcome.LANDED, s.receipt()));
            case MessageState.Final s -> with(effects, told(known.intent(), IntentOutcome.FINAL, s.receipt()));
            case MessageState.Failed s -> with(effects, failed(known.intent(), s.exitCode(), s.reason(), s.cause()));
            case MessageState s -> effects;
        };
    }

    private static Decision<MessageEvent> failure(LaneState lane, LaneCommand.HearFailure c) {
        Optional<LaneMessage> refused = lane.open().stream().filter(m -> LanePlan.estimateId(m).equals(c.requestId())).findFirst()
                .filter(m -> !c.retriable() && m.state() instanceof MessageState.Queued);
        return refused.isPresent()
                ? fail(lane, refused.get(), "the chain node refuses it: " + c.message(), FailureCause.ESTIMATE, c.exitCode())
                : Decision.reject("the chain edge could not answer " + c.request() + " " + c.requestId() + ": " + c.message()
                        + "; it is asked again");
    }

    private static Decision<MessageEvent> wake(LaneState lane, LaneScope scope) {
        List<MessageEvent> events = new ArrayList<>();
        List<Effect> effects = new ArrayList<>();
        for (LaneMessage m : lane.open()) {
            boolean unsigned = m.state() instanceof MessageState.Queued || m.state() instanceof AwaitingSignature;
            if (unsigned && isExpired(m.intent(), scope.now())) {
                String reason = "it was of use until epoch " + m.intent().validUntil() + " and was not signed by then"
                        + (lane.parked() == null ? "" : ": " + lane.parked());
                events.add(new MessageFailed(lane.sender(), m.intent().id(), reason, FailureCause.EXPIRED, 0));
                effects.addAll(failed(m.intent(), 0, reason, FailureCause.EXPIRED));
                if (m.state() instanceof AwaitingSignature && lane.parked() != null) {
                    events.add(new MessageEvent.LaneResumed(lane.sender()));
                }
            }
        }
        return Decision.accept(events, effects);
    }

    private static boolean isExpired(Intent intent, ChainEpoch now) {
        return intent.validUntil() != 0 && now.value() > intent.validUntil();
    }

    /** Ends a message that was never signed; its nonce, if it had one, is free again. */
    static Decision<MessageEvent> fail(LaneState lane, LaneMessage m, String reason, FailureCause cause, long exitCode) {
        return Decision.accept(List.of(new MessageFailed(lane.sender(), m.intent().id(), reason, cause, exitCode)),
                failed(m.intent(), exitCode, reason, cause));
    }

    /** Tells the miner, where there is one. */
    static List<Effect> told(Intent intent, IntentOutcome outcome, Receipt receipt) {
        return told(intent, outcome, receipt, "", FailureCause.NONE);
    }

    /** Tells the miner, where there is one, that it is over without a landed effect. */
    static List<Effect> failed(Intent intent, long exitCode, String reason, FailureCause cause) {
        return told(intent, IntentOutcome.FAILED, new Receipt(0, exitCode, Bytes.EMPTY, 0), reason, cause);
    }

    private static List<Effect> told(Intent intent, IntentOutcome outcome, Receipt receipt, String reason, FailureCause cause) {
        return intent.miner() == null
                ? List.of()
                : List.of(
                        new Effect.ResolveIntent(intent.miner(), intent.id(), intent.purpose(), outcome, receipt, reason, cause));
    }

    private static List<Effect> replies(Intent intent, boolean ok, String error) {
        return intent.request() == null
                ? List.of()
                : List.of(new Effect.Reply(intent.request(), ok, ok ? "{\"intent\":\"" + intent.id() + "\"}" : "", error));
    }

    private static List<Effect> with(List<Effect> first, List<Effect> second) {
        first.addAll(second);
        return first;
    }
}
