package io.sealstream.devnet.chain.miner;

import io.sealstream.devnet.chain.rules.Abort;
import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.Shapes;
import io.sealstream.filecoin.TokenAmount;
import io.sealstream.filecoin.state.BeneficiaryTerm;
import io.sealstream.filecoin.state.MinerInfo;
import java.util.List;

/** Methods 16 and 22: money leaves a miner for its beneficiary, or to pay its debt (actors/miner {@code withdraw_balance}, {@code repay_debt}). */
public final class WithdrawBalance {
    private WithdrawBalance() {}

    /** Method 16: pays what is asked, or what is available. */
    public static Effects apply(MinerCall call, TokenAmount asked) {
        if (asked.isNegative()) {
            throw Abort.illegalArgument("negative fund requested for withdrawal: " + asked);
        }
        Miner miner = call.miner();
        MinerInfo info = miner.info();
        call.requireOneOf(List.of(info.owner(), info.beneficiary()));
        if (miner.hasEarlyTerminations()) {
            throw Abort.forbidden("cannot withdraw funds while " + miner.earlyTerminatedDeadlines()
                    + " deadlines have terminated sectors with outstanding fees");
        }
        Funds.Repaid vested = miner.funds().vest(call.now());
        TokenAmount available = vested.funds().available(call.balance());
        Funds.Repaid repaid = vested.funds().repayAll(call.balance());
        miner.funds(repaid.funds());
        TokenAmount paid = withinQuota(call, available.min(asked));
        call.requireCovered(paid.plus(repaid.burnt()));
        return Effects.NONE.withBurn(repaid.burnt()).withPledge(vested.unlocked().negate())
                .paying(idOf(info.beneficiary()), paid).returning(Shapes.AMOUNT.toCbor(paid));
    }

    private static long idOf(Address address) {
        return address.actorId().orElseThrow().value();
    }

    private static TokenAmount withinQuota(MinerCall call, TokenAmount amount) {
        MinerInfo info = call.miner().info();
        if (info.beneficiary().equals(info.owner())) {
            return amount;
        }
        BeneficiaryTerm term = ChangeBeneficiary.term(info);
        TokenAmount left = term.available(call.now());
        if (left.isZero()) {
            throw Abort.forbidden("beneficiary expiration of epoch " + term.expiration() + " passed or quota of " + term.quota()
                    + " depleted with " + term.usedQuota() + " used");
        }
        TokenAmount paid = amount.min(left);
        call.miner().info(info.withTerm(term.used(paid)));
        return paid;
    }

    /** Method 22: pays as much of the debt as can be paid. */
    public static Effects repayDebt(MinerCall call) {
        call.requireControl();
        Funds.Repaid repaid = call.miner().funds().repayWhatCanBe(call.now(), call.balance());
        call.miner().funds(repaid.funds());
        call.requireCovered(repaid.burnt());
        return Effects.NONE.withBurn(repaid.burnt()).withPledge(repaid.unlocked().negate());
    }
}
