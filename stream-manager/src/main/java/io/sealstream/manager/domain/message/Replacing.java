package io.sealstream.manager.domain.message;

import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.filecoin.TokenAmount;
import io.sealstream.manager.domain.Decision;
import io.sealstream.manager.domain.Effect;
import io.sealstream.manager.domain.FailureCause;
import io.sealstream.manager.domain.message.MessageEvent.MessageFilled;
import io.sealstream.manager.domain.message.MessageState.AwaitingLanding;
import io.sealstream.manager.domain.message.MessageState.Queued;
import io.sealstream.manager.domain.policy.Repeat;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What time does to messages: those of no use any more end, those that are stuck are offered for more. */
final class Replacing {
    private Replacing() {}

    static Decision<MessageEvent> wake(LaneState lane, LaneScope scope) {
        List<MessageEvent> events = new ArrayList<>();
        List<Effect> effects = new ArrayList<>();
        List<LaneMessage> posts = lane.open().stream().filter(m -> m.isPoSt() && m.isPending()).toList();
        long lowest = lane.nonced().filter(LaneMessage::isInFlight).mapToLong(m -> m.nonce().orElseThrow()).min().orElse(0);
        for (LaneMessage m : lane.open()) {
            if (m.revoked() == null && m.isExpired(scope.now())) {
                expire(lane, m, events, effects);
            } else if (isStuck(lane, m, lowest, posts, scope)) {
                unstick(lane, m, posts, scope).ifPresent(events::add);
            }
        }
        return Decision.accept(events, effects);
    }

    private static void expire(LaneState lane, LaneMessage m, List<MessageEvent> events, List<Effect> effects) {
        Revoked why = expired(m);
        if (m.state() instanceof Queued) {
            events.add(LaneMachine.failed(lane, m, why.reason(), why.cause(), 0, TokenAmount.ZERO));
            effects.addAll(LaneMachine.failed(m.intent(), 0, why.reason(), why.cause()));
        } else if (m.isInFlight()) {
            events.add(new MessageEvent.MessageRevoked(lane.sender(), m.intent().id(), why.cause(), why.reason()));
        }
    }

    static Revoked expired(LaneMessage m) {
        Hold hold = m.hold();
        return new Revoked(FailureCause.EXPIRED,
                "it was of use until epoch " + m.intent().validUntil() + " and had not landed by then"
                        + (hold == null ? "" : ": " + hold.reason()));
    }

    /** True when a version in the pool has waited long enough, or pays less than the base fee. */
    private static boolean isStuck(LaneState lane, LaneMessage m, long lowest, List<LaneMessage> posts, LaneScope scope) {
        if (!m.isPending() || m.wanted() != null || m.needsEmptyFill()) {
            return false;
        }
        List<LaneMessage> behind = posts.stream().filter(each -> isAfter(each, m)).toList();
        Hold hold = m.hold();
        boolean rests = behind.isEmpty() && LaneQueue.isPaused(lane, m) && m.revoked() == null;
        if (rests || (hold != null && hold.cause() == HoldCause.SIGNER)) {
            return false;
        }
        boolean poor = m.newest().filter(v -> v.fill().gasFeeCap().compareTo(scope.baseFee()) < 0).isPresent();
        boolean shown = m.state() instanceof AwaitingLanding || m.versions().size() > 1;
        return !scope.now().isBefore(replaceAt(m, behind, poor)) && (poor || (shown && m.nonce().orElseThrow() == lowest));
    }

    private static boolean isAfter(LaneMessage later, LaneMessage m) {
        return later.nonce().orElseThrow() > m.nonce().orElseThrow();
    }

    /** A WindowPoSt hurries those before it, too. */
    private static ChainEpoch replaceAt(LaneMessage m, List<LaneMessage> behind, boolean poor) {
        ChainEpoch at = m.state().since().plus(poor ? Math.min(Repeat.URGENT_QUESTION, patience(m)) : patience(m));
        return behind.stream().map(each -> m.state().since().plus(patience(each))).reduce(at, ChainEpoch::min);
    }

    private static long patience(LaneMessage m) {
        long usual = m.intent().limits().replaceAfter();
        long left = m.intent().validUntil() - m.state().since().value();
        return m.isPoSt() && m.intent().validUntil() != 0 && m.revoked() == null ? Math.max(1, Math.min(usual, left / 2)) : usual;
    }

    /** A message that cannot pay what it takes lets a WindowPoSt behind it pass. */
    private static Optional<MessageEvent> unstick(LaneState lane, LaneMessage m, List<LaneMessage> posts, LaneScope scope) {
        Optional<LaneMessage> behind = posts.stream().filter(each -> isAfter(each, m)).findFirst();
        boolean stuck = m.revoked() == null && !m.isPoSt() && !Filler.is(m)
                && Terms.raised(m, m.newest().orElseThrow().fill(), scope.baseFee()).isEmpty();
        return stuck && behind.isPresent()
                ? Optional.of(new MessageEvent.MessageRevoked(lane.sender(), m.intent().id(), FailureCause.NONE,
                        "it makes way for " + behind.get().intent().id() + ", which waits for its nonce: "
                                + atCap(m, m.newest().orElseThrow().fill(), scope).reason()))
                : raise(lane, m, scope);
    }

    /** A version for more, or why there is none, once. */
    static Optional<MessageEvent> raise(LaneState lane, LaneMessage m, LaneScope scope) {
        Fill newest = m.newest().orElseThrow().fill();
        Optional<Fill> raised = Terms.raised(m, newest, scope.baseFee());
        Optional<Hold> hold = raised.isEmpty()
                ? Optional.of(atCap(m, newest, scope))
                : Budget.spend(lane, m, raised.get().maxFee().minus(m.reserve()), scope.now());
        return hold.isEmpty()
                ? raised.map(fill -> new MessageFilled(lane.sender(), m.intent().id(), fill))
                : hold.filter(each -> Signing.isNews(m, each)).map(each -> Signing.event(lane, m, each));
    }

    private static Hold atCap(LaneMessage m, Fill newest, LaneScope scope) {
        TokenAmount cap = Terms.cap(m, newest.empty(), newest.gasLimit());
        return new Hold(HoldCause.FEE, "it pays " + newest.gasFeeCap() + " attoFIL for each of " + newest.gasLimit()
                + " gas units, its terms allow " + cap + ", the base fee is " + scope.baseFee(), cap, scope.now());
    }
}
