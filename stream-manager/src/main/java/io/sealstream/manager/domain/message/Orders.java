package io.sealstream.manager.domain.message;

import io.sealstream.filecoin.TokenAmount;
import io.sealstream.manager.domain.Decision;
import io.sealstream.manager.domain.Effect;
import io.sealstream.manager.domain.FailureCause;
import io.sealstream.manager.domain.Request;
import io.sealstream.manager.domain.message.LaneCommand.OrderLane;
import io.sealstream.manager.domain.message.MessageEvent.LaneOrdered;
import io.sealstream.manager.domain.message.MessageEvent.MessageOrdered;
import io.sealstream.manager.domain.message.MessageState.Queued;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What operators do to a lane and to its messages. The last number of each client is state: a repeat is answered again and does nothing. */
final class Orders {
    /** Most clients one lane remembers. */
    static final int MAX_CLIENTS = 10_000;

    private Orders() {}

    static Decision<MessageEvent> decide(LaneState lane, OrderLane c, LaneScope scope) {
        @Nullable
        Long last = lane.clients().get(c.request().client());
        if (last != null && last == c.request().number()) {
            return Decision.accept(List.of(), List.of(done(c)));
        }
        Optional<String> refusal = refusal(lane, c.request(), last, scope);
        if (refusal.isPresent()) {
            return refuse(c, refusal.get());
        }
        return c.action().isOfLane() ? ofLane(lane, c) : ofMessage(lane, c, scope);
    }

    private static Optional<String> refusal(LaneState lane, Request request, @Nullable Long last, LaneScope scope) {
        if (last != null && request.number() < last) {
            return Optional
                    .of("request " + request.number() + " of " + request.client() + " is older than its last one, " + last);
        }
        if (request.validUntil() != 0 && scope.now().value() > request.validUntil()) {
            return Optional.of("the request was valid until epoch " + request.validUntil() + ", now is " + scope.now());
        }
        return last == null && lane.clients().size() >= MAX_CLIENTS
                ? Optional.of(
                        "lane " + lane.sender() + " remembers " + MAX_CLIENTS + " requesters already; use a lasting client name")
                : Optional.empty();
    }

    private static Decision<MessageEvent> ofLane(LaneState lane, OrderLane c) {
        if (c.action() == LaneAction.RESUME && lane.paused() == null) {
            return refuse(c, "lane " + lane.sender() + " is not paused");
        }
        return Decision.accept(
                List.of(new LaneOrdered(lane.sender(), c.action(), c.reason(), c.request().client(), c.request().number())),
                List.of(done(c)));
    }

    private static Decision<MessageEvent> ofMessage(LaneState lane, OrderLane c, LaneScope scope) {
        Optional<LaneMessage> m = lane.find(c.intent());
        if (m.isEmpty()) {
            return refuse(c, scope.over().apply(c.intent()).isPresent()
                    ? "message " + c.intent() + " is over"
                    : "no message " + c.intent() + " is known in lane " + lane.sender());
        }
        if (!m.get().isInFlight() && !(m.get().state() instanceof Queued)) {
            return refuse(c, "message " + c.intent() + " has landed");
        }
        return switch (c.action()) {
            case RESEND -> ordered(lane, c, List.of(), again(m.get()));
            case REPLACE -> replace(lane, m.get(), c, scope);
            case CANCEL -> cancel(lane, m.get(), c);
            case PAUSE, RESUME -> throw new IllegalStateException(c.action() + " is done to a lane");
        };
    }

    private static List<Effect> again(LaneMessage m) {
        List<Effect> effects = new ArrayList<>();
        m.newest().ifPresent(v -> effects.add(LanePlan.push(m, v)));
        if (m.wanted() != null && m.isToBeSigned()) {
            effects.add(LanePlan.sign(m, m.wanted()));
        }
        return effects;
    }

    private static Decision<MessageEvent> replace(LaneState lane, LaneMessage m, OrderLane c, LaneScope scope) {
        if (c.maxFee() != null && !c.maxFee().isPositive()) {
            return refuse(c, "a fee of " + c.maxFee().format() + " cannot be used; it must be above zero");
        }
        LaneMessage wanted = m.ordered(c.maxFee());
        if (!m.isPending() || m.needsEmptyFill()) {
            return ordered(lane, c, List.of(), List.of());
        }
        Optional<MessageEvent> raised = Replacing.raise(lane, wanted, scope);
        return raised.isPresent() && raised.get() instanceof MessageEvent.MessageHeld held
                ? refuse(c, "message " + c.intent() + " cannot be replaced: " + held.reason())
                : ordered(lane, c, raised.stream().toList(), List.of());
    }

    private static Decision<MessageEvent> cancel(LaneState lane, LaneMessage m, OrderLane c) {
        String reason = c.request().client() + " cancelled it: " + c.reason();
        if (m.state() instanceof Queued) {
            return ordered(lane, c, List.of(LaneMachine.failed(lane, m, reason, FailureCause.CANCELLED, 0, TokenAmount.ZERO)),
                    LaneMachine.failed(m.intent(), 0, reason, FailureCause.CANCELLED));
        }
        return ordered(lane, c, List.of(
                new MessageEvent.MessageRevoked(lane.sender(), m.intent().id(), FailureCause.CANCELLED, reason)), List.of());
    }

    private static Decision<MessageEvent> ordered(LaneState lane, OrderLane c, List<MessageEvent> then, List<Effect> effects) {
        List<MessageEvent> events = new ArrayList<>();
        events.add(new MessageOrdered(lane.sender(), c.intent(), c.action(), c.reason(), c.request().client(),
                c.request().number(), c.maxFee()));
        events.addAll(then);
        List<Effect> all = new ArrayList<>(effects);
        all.add(done(c));
        return Decision.accept(events, all);
    }

    private static Effect done(OrderLane c) {
        return new Effect.Reply(c.request(), true, "{\"lane\":\"" + c.sender() + "\"}", "");
    }

    private static Decision<MessageEvent> refuse(OrderLane c, String reason) {
        return Decision.reject(reason, new Effect.Reply(c.request(), false, "", reason));
    }
}
