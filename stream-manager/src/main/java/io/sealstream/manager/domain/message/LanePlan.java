package io.sealstream.manager.domain.message;

import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.filecoin.Message;
import io.sealstream.manager.domain.ChainQuestion;
import io.sealstream.manager.domain.Effect;
import io.sealstream.manager.domain.Effect.AskChain;
import io.sealstream.manager.domain.Plan;
import io.sealstream.manager.domain.Standing;
import io.sealstream.manager.domain.message.MessageState.AwaitingConfidence;
import io.sealstream.manager.domain.message.MessageState.AwaitingLanding;
import io.sealstream.manager.domain.message.MessageState.AwaitingPush;
import io.sealstream.manager.domain.policy.Repeat;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What each message of a lane stands by. */
final class LanePlan {
    /** Messages of a lane that are looked for at every head. */
    private static final long NEAR = 64;

    private LanePlan() {}

    static Plan of(LaneState lane, LaneScope scope) {
        List<Standing> standing = new ArrayList<>();
        LaneQueue.head(lane, scope).ifPresent(m -> standing.add(estimate(m, estimateId(m), m.unsigned())));
        @Nullable
        ChainEpoch actAt = null;
        long near = near(lane);
        for (LaneMessage m : lane.open()) {
            add(m, near, standing);
            actAt = min(actAt, actAt(m, scope.now()));
        }
        return new Plan(standing, actAt);
    }

    /** Nonces up to this one may land with the next tipset or two; nobody looks at every head for those after them. */
    private static long near(LaneState lane) {
        return lane.nonced().filter(LaneMessage::isPending).mapToLong(m -> m.nonce().orElseThrow()).min().orElse(0) + NEAR;
    }

    private static void add(LaneMessage m, long near, List<Standing> to) {
        switch (m.state()) {
            case AwaitingPush s -> m.newest().ifPresent(v -> {
                to.add(new Standing(push(m, v), s.since(), Repeat.URGENT_QUESTION));
                to.add(new Standing(search(m), s.since().plus(Repeat.URGENT_QUESTION), Repeat.URGENT_QUESTION));
            });
            case AwaitingLanding s -> m.newest().ifPresent(v -> {
                to.add(new Standing(search(m), s.since().plus(1), v.nonce() < near ? 1 : Repeat.LOOK));
                to.add(new Standing(push(m, v), s.since().plus(Repeat.LOOK), Repeat.LOOK));
            });
            case AwaitingConfidence s -> to.add(new Standing(search(m), finalAt(m, s), 1));
            case MessageState s -> {
                // nothing is signed
            }
        }
        Fill wanted = m.wanted();
        if (wanted != null && m.isToBeSigned()) {
            to.add(new Standing(sign(m, wanted), m.state().since(), Repeat.LOOK));
        }
        if (m.needsEmptyFill()) {
            to.add(estimate(m, emptyId(m), m.empty()));
        }
    }

    /** A message acts by itself when it expires, when it is to be offered for more, and when what holds it may have gone. */
    private static @Nullable ChainEpoch actAt(LaneMessage m, ChainEpoch now) {
        boolean looks = m.isPending() || (m.hold() != null && m.state() instanceof MessageState.Queued);
        boolean ends = m.intent().validUntil() != 0 && m.revoked() == null
                && (m.isInFlight() || m.state() instanceof MessageState.Queued);
        @Nullable
        ChainEpoch look = looks ? now.plus(1) : null;
        return ends ? min(look, ChainEpoch.of(m.intent().validUntil() + 1)) : look;
    }

    private static @Nullable ChainEpoch min(@Nullable ChainEpoch a, @Nullable ChainEpoch b) {
        return a == null ? b : b == null ? a : a.min(b);
    }

    static ChainEpoch finalAt(LaneMessage m, AwaitingConfidence s) {
        return ChainEpoch.of(s.receipt().height()).plus(m.intent().confidence());
    }

    private static Standing estimate(LaneMessage m, String id, Message message) {
        AskChain ask = new AskChain(id, new ChainQuestion.EstimateMessage(m.intent().sender(), m.intent().id(),
                Bytes.of(message.toCbor()), m.intent().maxFee()), m.revoked() == null ? m.intent().validUntil() : 0);
        return new Standing(ask, m.state().since(), Repeat.URGENT_QUESTION);
    }

    static String estimateId(LaneMessage m) {
        return m.intent().id() + "/estimate";
    }

    /** Of the transfer of nothing that takes its place. */
    static String emptyId(LaneMessage m) {
        return m.intent().id() + "/estimate/empty";
    }

    static Effect sign(LaneMessage m, Fill fill) {
        Message message = m.filled(fill);
        String what = fill.empty()
                ? "Send of nothing in place of " + m.intent().methodName()
                : m.intent().methodName() + ", value " + m.intent().value().format();
        String summary = what + " from " + m.intent().sender() + " to " + message.to() + ", nonce " + fill.nonce() + ", at most "
                + message.maxFee().format() + " for gas";
        return new Effect.SignMessage(signId(m, fill), m.intent().sender(), m.intent().id(), Bytes.of(message.toCbor()),
                fill.messageCid(), summary, fill.empty() ? 0 : m.intent().validUntil());
    }

    static String signId(LaneMessage m, Fill fill) {
        return m.intent().id() + "/sign/" + fill.nonce() + (fill.generation() == 1 ? "" : "/" + fill.generation());
    }

    static AskChain push(LaneMessage m, Signed s) {
        return new AskChain(m.intent().id() + "/push",
                new ChainQuestion.PushMessage(m.intent().sender(), m.intent().id(), s.cid(), s.bytes()), 0);
    }

    /** Names the nonce, so that a late answer about a nonce that is lost is not taken for one about the next. */
    static String searchId(LaneMessage m) {
        return m.intent().id() + "/search/" + m.nonce().orElseThrow();
    }

    /** Any version may have landed; a node may never have seen some of them. */
    static AskChain search(LaneMessage m) {
        List<Signed> versions = m.versions();
        Signed newest = versions.getLast();
        return new AskChain(searchId(m),
                new ChainQuestion.SearchMessage(m.intent().sender(), m.intent().id(), newest.cid(), newest.nonce(),
                        versions.subList(0, versions.size() - 1).reversed().stream().map(Signed::cid).toList()),
                0);
    }
}
