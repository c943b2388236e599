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
import io.sealstream.manager.domain.message.MessageState.AwaitingSignature;
import io.sealstream.manager.domain.message.MessageState.Signed;
import io.sealstream.manager.domain.policy.Repeat;

/** What each message of a lane stands by. */
final class LanePlan {
    private LanePlan() {}

    static Plan of(LaneState lane) {
        Plan plan = lane.head().map(LanePlan::estimate).map(Plan::of).orElse(Plan.NOTHING);
        for (LaneMessage message : lane.open()) {
            plan = plan.and(of(message));
        }
        return plan;
    }

    private static Plan of(LaneMessage m) {
        return switch (m.state()) {
            case MessageState.Queued s -> expiry(m);
            case AwaitingSignature s -> Plan.of(new Standing(sign(m, s), s.since(), Repeat.LOOK)).and(expiry(m));
            case AwaitingPush s -> Plan.of(new Standing(push(m, s.signed()), s.since(), Repeat.URGENT_QUESTION),
                    new Standing(search(m, s.signed()), s.since().plus(Repeat.URGENT_QUESTION), Repeat.URGENT_QUESTION));
            case AwaitingLanding s -> Plan.of(new Standing(search(m, s.signed()), s.since().plus(1), 1),
                    new Standing(push(m, s.signed()), s.since().plus(Repeat.LOOK), Repeat.LOOK));
            case AwaitingConfidence s -> Plan.of(new Standing(search(m, s.signed()), finalAt(m, s), 1));
            case MessageState.Final s -> Plan.NOTHING;
            case MessageState.Failed s -> Plan.NOTHING;
        };
    }

    static ChainEpoch finalAt(LaneMessage m, AwaitingConfidence s) {
        return ChainEpoch.of(s.receipt().height()).plus(m.intent().confidence());
    }

    private static Plan expiry(LaneMessage m) {
        return m.intent().validUntil() == 0 ? Plan.NOTHING : Plan.actAt(ChainEpoch.of(m.intent().validUntil() + 1));
    }

    private static Standing estimate(LaneMessage m) {
        AskChain ask = new AskChain(estimateId(m), new ChainQuestion.EstimateMessage(m.intent().sender(), m.intent().id(),
                Bytes.of(m.unsigned().toCbor()), m.intent().maxFee()), m.intent().validUntil());
        return new Standing(ask, m.state().since(), Repeat.URGENT_QUESTION);
    }

    static String estimateId(LaneMessage m) {
        return m.intent().id() + "/estimate";
    }

    private static Effect sign(LaneMessage m, AwaitingSignature s) {
        Message message = m.filled(s);
        String summary = m.intent().methodName() + " from " + m.intent().sender() + " to " + m.intent().to() + ", value "
                + m.intent().value().format() + ", nonce " + s.nonce() + ", at most " + message.maxFee().format() + " for gas";
        return new Effect.SignMessage(signId(m, s), m.intent().sender(), m.intent().id(), Bytes.of(message.toCbor()),
                s.messageCid(), summary,
                m.intent().validUntil());
    }

    static String signId(LaneMessage m, AwaitingSignature s) {
        return m.intent().id() + "/sign/" + s.nonce();
    }

    private static AskChain push(LaneMessage m, Signed s) {
        return new AskChain(m.intent().id() + "/push",
                new ChainQuestion.PushMessage(m.intent().sender(), m.intent().id(), s.cid(), s.bytes()), 0);
    }

    static AskChain search(LaneMessage m, Signed s) {
        return new AskChain(m.intent().id() + "/search",
                new ChainQuestion.SearchMessage(m.intent().sender(), m.intent().id(), s.cid(), s.nonce()),
                0);
    }
}
