package io.sealstream.manager.domain.message;

import io.sealstream.filecoin.Gas;
import io.sealstream.filecoin.Message;
import io.sealstream.filecoin.TokenAmount;
import io.sealstream.manager.domain.Effect.Intent;
import io.sealstream.manager.domain.message.LaneCommand.FillMessage;
import io.sealstream.manager.domain.policy.FeeTerms;
import java.util.Optional;

/** Gas of versions within the terms of their intent. */
final class Terms {
    private static final long PERCENT = 100;
    /** A fee cap that is raised has room for the base fee to double. */
    private static final long ROOM = 2;

    private Terms() {}

    static Intent upTo(Intent i, TokenAmount maxFee) {
        FeeTerms fees = new FeeTerms(i.fees().overEstimation(), i.fees().overPremium(), TokenAmount.ZERO, maxFee);
        return new Intent(i.id(), i.request(), i.miner(), i.sender(), i.purpose(), i.to(), i.value(), i.method(), i.methodName(),
                i.params(), fees, i.urgent(), i.validUntil(), i.confidence(), i.limits());
    }

    static long gasLimit(FeeTerms fees, long estimate) {
        return Math.min(Gas.BLOCK_LIMIT,
                Math.multiplyExact(Math.min(estimate, Gas.BLOCK_LIMIT), (long) fees.overEstimation()) / PERCENT);
    }

    /** The first version. Its fee cap may be below the base fee, where the terms allow no more. */
    static Fill first(LaneMessage m, FillMessage c, long nonce) {
        FeeTerms fees = m.intent().fees();
        long gasLimit = gasLimit(fees, c.gasLimit());
        TokenAmount feeCap = c.gasFeeCap().max(c.baseFee()).min(fees.feeCap(gasLimit));
        TokenAmount premium = fees.overPremium() == 0 ? c.gasPremium() : c.gasPremium().scaled(fees.overPremium(), PERCENT);
        return fill(m, false, nonce, gasLimit, feeCap, premium.min(feeCap));
    }

    /** The newest version for more, and at a fee cap above the base fee; empty where the terms do not allow it. */
    static Optional<Fill> raised(LaneMessage m, Fill newest, TokenAmount baseFee) {
        TokenAmount cap = cap(m, newest.empty(), newest.gasLimit());
        TokenAmount premium = least(m);
        TokenAmount feeCap = newest.gasFeeCap().scaled(m.intent().limits().replaceFactor(), PERCENT)
                .max(baseFee.times(ROOM).plus(premium)).min(cap);
        return feeCap.compareTo(premium) < 0 || feeCap.compareTo(baseFee) < 0
                ? Optional.empty()
                : Optional.of(fill(m, newest.empty(), newest.nonce(), newest.gasLimit(), feeCap, premium));
    }

    /** The transfer of nothing in its place; empty where the whole fee of the message does not pay for it. */
    static Optional<Fill> empty(LaneMessage m, FillMessage c) {
        long gasLimit = Math.min(c.gasLimit(), Gas.BLOCK_LIMIT);
        TokenAmount cap = cap(m, true, gasLimit);
        TokenAmount premium = least(m).max(c.gasPremium().min(cap));
        TokenAmount feeCap = c.gasFeeCap().max(c.baseFee().times(ROOM).plus(premium)).min(cap);
        return feeCap.compareTo(premium) < 0
                ? Optional.empty()
                : Optional.of(fill(m, true, m.nonce().orElseThrow(), gasLimit, feeCap, premium));
    }

    /** Most per gas unit. A transfer of nothing may cost as much as the message it stands for. */
    static TokenAmount cap(LaneMessage m, boolean empty, long gasLimit) {
        return empty ? m.intent().maxFee().scaled(1, gasLimit) : m.intent().fees().feeCap(gasLimit);
    }

    /**
     * Least premium with which a pool takes a version in place of all others (lotus {@code chain/messagepool/messagepool.go},
     * {@code ComputeRBF}: the old premium times the ratio, and one).
     */
    private static TokenAmount least(LaneMessage m) {
        TokenAmount highest = m.fills().map(Fill::gasPremium).reduce(TokenAmount.ZERO, TokenAmount::max);
        return highest.scaled(m.intent().limits().replaceFactor(), PERCENT).plus(TokenAmount.ofAtto(1));
    }

    private static Fill fill(LaneMessage m, boolean empty, long nonce, long gasLimit, TokenAmount feeCap, TokenAmount premium) {
        Message message = (empty ? m.empty() : m.unsigned()).withNonce(nonce).withGas(gasLimit, feeCap, premium);
        return new Fill(m.generation() + 1, empty, nonce, gasLimit, feeCap, premium, message.cid());
    }
}
