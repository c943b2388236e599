package io.sealstream.devnet.chain.miner;

import io.sealstream.devnet.chain.rules.Abort;
import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.filecoin.ExitCode;
import io.sealstream.filecoin.TokenAmount;
import io.sealstream.filecoin.VestingSpec;

/**
 * What of a miner's balance is bound (actors/miner {@code state.rs}). Immutable.
 *
 * @param locked   sum of the vesting table
 * @param deposits of open precommits
 * @param pledge   of live sectors
 * @param feeDebt  fees not paid yet
 */
public record Funds(TokenAmount locked, Vesting vesting, TokenAmount deposits, TokenAmount pledge, TokenAmount feeDebt) {
    static final Funds NONE = new Funds(TokenAmount.ZERO, Vesting.NONE, TokenAmount.ZERO, TokenAmount.ZERO, TokenAmount.ZERO);

    /** What a payment of debt took. */
    record Repaid(Funds funds, TokenAmount burnt, TokenAmount unlocked) {}

    /** Balance that nothing binds. */
    public TokenAmount unlocked(TokenAmount balance) {
        TokenAmount unlocked = balance.minus(locked).minus(deposits).minus(pledge);
        if (unlocked.isNegative()) {
            throw Abort.illegalState("negative unlocked balance " + unlocked);
        }
        return unlocked;
    }

    /** Unlocked balance less debt: what new deposits may use. */
    public TokenAmount available(TokenAmount balance) {
        return unlocked(balance).minus(feeDebt);
    }

    /** Refuses if the unlocked balance does not cover a new pledge. */
    void requireUnlocked(TokenAmount balance, TokenAmount newPledge) {
        if (unlocked(balance).compareTo(newPledge) < 0) {
            throw Abort.insufficientFunds("insufficient funds for aggregate initial pledge requirement " + newPledge
                    + ", available: " + unlocked(balance));
        }
    }

    Funds lock(TokenAmount amount, ChainEpoch now, long periodStart, VestingSpec spec) {
        Vesting.Unlocked old = vesting.unlock(now, TokenAmount.ZERO);
        return new Funds(locked.minus(old.vested()).plus(amount), old.rest().add(amount, now, periodStart, spec), deposits,
                pledge,
                feeDebt);
    }

    Funds deposit(TokenAmount delta) {
        return new Funds(locked, vesting, notNegative(deposits.plus(delta), "deposits"), pledge, feeDebt);
    }

    Funds pledge(TokenAmount delta) {
        return new Funds(locked, vesting, deposits, notNegative(pledge.plus(delta), "pledge"), feeDebt);
    }

    Funds owe(TokenAmount penalty) {
        return new Funds(locked, vesting, deposits, pledge, feeDebt.plus(notNegative(penalty, "penalty")));
    }

    private static TokenAmount notNegative(TokenAmount amount, String what) {
        if (amount.isNegative()) {
            throw new IllegalStateException("negative " + what + " of a miner: " + amount);
        }
        return amount;
    }

    /** Pays all debt from the unlocked balance, or refuses. */
    Repaid repayAll(TokenAmount balance) {
        TokenAmount unlocked = unlocked(balance);
        if (unlocked.compareTo(feeDebt) < 0) {
            throw Abort.insufficientFunds("unlocked balance can not repay fee debt (" + unlocked + " < " + feeDebt + ")");
        }
        return new Repaid(new Funds(locked, vesting, deposits, pledge, TokenAmount.ZERO), feeDebt, TokenAmount.ZERO);
    }

    /** Pays what can be paid: from the vesting table first, then from the unlocked balance. The rest stays as debt. */
    Repaid repayWhatCanBe(ChainEpoch now, TokenAmount balance) {
        Vesting.Unlocked taken = feeDebt.isZero() || locked.isZero()
                ? new Vesting.Unlocked(vesting, TokenAmount.ZERO, TokenAmount.ZERO)
                : vesting.unlock(now, feeDebt);
        Funds freed = new Funds(locked.minus(taken.total()), taken.rest(), deposits, pledge, feeDebt);
        TokenAmount burnt = freed.unlocked(balance).min(feeDebt);
        return new Repaid(new Funds(freed.locked, freed.vesting, deposits, pledge, feeDebt.minus(burnt)), burnt, taken.total());
    }

    /** Frees what has vested. */
    Repaid vest(ChainEpoch now) {
        Vesting.Unlocked vested = vesting.unlock(now, TokenAmount.ZERO);
        return new Repaid(new Funds(locked.minus(vested.vested()), vested.rest(), deposits, pledge, feeDebt), TokenAmount.ZERO,
                vested.vested());
    }

    /** What is locked still, but would be free if somebody looked. */
    public TokenAmount vested(ChainEpoch now) {
        return vesting.unlock(now, TokenAmount.ZERO).vested();
    }

    /** True while the deadline cron must go on. */
    boolean needCron() {
        return !deposits.isZero() || !pledge.isZero() || !locked.isZero();
    }

    /** Refuses with exit code 1000 if the balance does not cover what is bound. */
    void requireCovered(TokenAmount balance) {
        TokenAmount bound = deposits.plus(locked).plus(pledge);
        if (balance.compareTo(bound) < 0) {
            throw Abort.of(ExitCode.ERR_BALANCE_INVARIANTS_BROKEN, "balance " + balance + " below minimum " + bound);
        }
    }
}
