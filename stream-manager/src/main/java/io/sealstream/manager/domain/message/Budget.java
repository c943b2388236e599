package io.sealstream.manager.domain.message;

import io.sealstream.filecoin.ActorId;
import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.filecoin.TokenAmount;
import io.sealstream.manager.domain.Purpose;
import io.sealstream.manager.domain.policy.LaneLimits;
import java.util.Optional;
import java.util.stream.Stream;

/** What a lane may do for a miner: messages in flight, and what they may cost within a day. WindowPoSt counts and is never held. */
final class Budget {
    private Budget() {}

    /** Why a message is kept back that could cost so much more than before; empty when it may go. */
    static Optional<Hold> hold(LaneState lane, LaneMessage m, TokenAmount more, ChainEpoch now) {
        return inFlight(lane, m, now).or(() -> spend(lane, m, more, now));
    }

    /** Why it is kept back by what is under way; empty for one that is under way itself. */
    static Optional<Hold> inFlight(LaneState lane, LaneMessage m, ChainEpoch now) {
        if (isFree(m) || m.isInFlight()) {
            return Optional.empty();
        }
        long most = m.intent().limits().inFlight();
        long under = of(lane, m).filter(each -> each.isInFlight() && !each.isPoSt()).count();
        return under < most
                ? Optional.empty()
                : Optional.of(new Hold(HoldCause.IN_FLIGHT,
                        under + " messages of " + m.intent().miner() + " are under way, " + most + " may be", TokenAmount.ZERO,
                        now));
    }

    /** Why it is kept back by what was spent. */
    static Optional<Hold> spend(LaneState lane, LaneMessage m, TokenAmount more, ChainEpoch now) {
        ActorId miner = m.intent().miner();
        if (miner == null || isFree(m)) {
            return Optional.empty();
        }
        LaneLimits limits = m.intent().limits();
        Purpose purpose = m.intent().purpose();
        return over(limits.perDay(), lane.ledger().spent(miner, now), reserved(of(lane, m)), more, "all messages of " + miner,
                now)
                .or(() -> over(perDay(limits, purpose), lane.ledger().spent(miner, purpose, now),
                        reserved(of(lane, m).filter(each -> each.intent().purpose() == purpose)), more,
                        purpose + " messages of " + miner, now));
    }

    private static Optional<Hold> over(TokenAmount perDay, TokenAmount spent, TokenAmount reserved, TokenAmount more,
            String whose,
            ChainEpoch now) {
        return !perDay.isPositive() || spent.plus(reserved).plus(more).compareTo(perDay) <= 0
                ? Optional.empty()
                : Optional.of(new Hold(HoldCause.SPEND, "it may cost " + more.format() + ", but of " + perDay.format()
                        + " a day for " + whose + " " + spent.format() + " are spent and " + reserved.format() + " reserved",
                        more, now));
    }

    private static TokenAmount perDay(LaneLimits limits, Purpose purpose) {
        return switch (purpose) {
            case PRECOMMIT -> limits.preCommitPerDay();
            case PROVE_COMMIT -> limits.proveCommitPerDay();
            case WINDOW_POST, OPERATOR -> TokenAmount.ZERO;
        };
    }

    private static boolean isFree(LaneMessage m) {
        return m.isPoSt() || m.intent().miner() == null;
    }

    private static Stream<LaneMessage> of(LaneState lane, LaneMessage m) {
        ActorId miner = m.intent().miner();
        return lane.open().stream().filter(each -> miner != null && miner.equals(each.intent().miner()));
    }

    private static TokenAmount reserved(Stream<LaneMessage> messages) {
        return messages.map(LaneMessage::reserve).reduce(TokenAmount.ZERO, TokenAmount::plus);
    }
}
