package io.sealstream.manager.domain.message;

import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.filecoin.ExitCode;
import io.sealstream.filecoin.TokenAmount;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A message lane. An intent has at most one landed effect: it is queued once, has one nonce at a time, its signed versions are recorded before
 * they are pushed, and it gets another nonce only when another message has used that one for good. Whose turn it is says {@link LaneQueue};
 * signing is in {@link Signing}, the search for receipts in {@link Landing}, what time does in {@link Replacing}, operators in {@link Orders}.
 */
public final class LaneMachine implements Machine<LaneState, LaneCommand, MessageEvent, LaneScope> {
    @Override
    public Decision<MessageEvent> decide(@Nullable LaneState before, LaneCommand command, LaneScope scope) {
        LaneState lane = before == null ? LaneState.empty(scope.sender()) : before;
        return switch (command) {
            case QueueMessage c -> queue(lane, c.intent(), scope);
            case LaneCommand.FillMessage c -> Signing.fill(lane, c, scope);
            case LaneCommand.AcceptSignature c -> Signing.accept(lane, c);
            case LaneCommand.RefuseSignature c -> Signing.refuse(lane, c, scope);
            case LaneCommand.ConfirmPush c -> Landing.pushed(lane, c);
            case LaneCommand.LocateMessage c -> Landing.locate(lane, c, scope);
            case LaneCommand.HearFailure c -> failure(lane, c);
            case LaneCommand.HeedReorg c -> Landing.reorg(lane, c);
            case LaneCommand.OrderLane c -> Orders.decide(lane, c, scope);
            case LaneCommand.Wake c -> Replacing.wake(lane, scope);
        };
    }

    @Override
    public LaneState apply(@Nullable LaneState before, MessageEvent event, ChainEpoch at) {
        return LaneFold.apply(before, event, at);
    }

    @Override
    public Plan plan(LaneState lane, LaneScope scope) {
        return LanePlan.of(lane, scope);
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
        if (refused.isPresent()) {
            String code = c.exitCode() == 0 ? "" : " (exit code " + ExitCode.describe(c.exitCode()) + ")";
            String reason = "the chain node refuses it: " + c.message() + code;
            return Decision.accept(
                    List.of(failed(lane, refused.get(), reason, FailureCause.ESTIMATE, c.exitCode(), TokenAmount.ZERO)),
                    failed(refused.get().intent(), c.exitCode(), reason, FailureCause.ESTIMATE));
        }
        return Decision.reject("the chain edge could not answer " + c.request() + " " + c.requestId() + ": " + c.message()
                + "; it is asked again");
    }

    private static boolean isExpired(Intent intent, ChainEpoch now) {
        return intent.validUntil() != 0 && now.value() > intent.validUntil();
    }

    /** The end of a message without a landed effect. */
    static MessageFailed failed(LaneState lane, LaneMessage m, String reason, FailureCause cause, long exitCode,
            TokenAmount fee) {
        return new MessageFailed(lane.sender(), m.intent().id(), reason, cause, exitCode, fee);
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
