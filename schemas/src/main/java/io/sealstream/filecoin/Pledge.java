package io.sealstream.filecoin;

import java.math.BigInteger;

/**
 * The economy at one moment: what deposits and pledges are computed from (chain.md 4.11; go-state-types {@code builtin/v18/miner/monies.go}).
 *
 * @param reward               smoothed block reward of an epoch, attoFIL
 * @param networkPower         smoothed quality-adjusted power of the network, bytes
 * @param baselinePower        baseline of the reward schedule, bytes
 * @param circulatingSupply    attoFIL
 * @param epochsSinceRampStart of FIP-0081; negative before it
 * @param rampDuration         of FIP-0081, epochs
 */
public record Pledge(FilterEstimate reward, FilterEstimate networkPower, BigInteger baselinePower, TokenAmount circulatingSupply,
        long epochsSinceRampStart, long rampDuration) {
    /** Reward of who disputes an invalid window PoSt ({@code BASE_REWARD_FOR_DISPUTED_WINDOW_POST}). */
    public static final TokenAmount DISPUTE_REWARD = TokenAmount.ofFil(4);

    private static final TokenAmount DISPUTE_BASE = TokenAmount.ofFil(20);
    private static final long CONSENSUS_FAULT_FACTOR = 5;
    private static final long LEADERS = 5;
    private static final long REPORTER_SHARE = 4;
    private static final long DAY = ChainLimits.NV28.epochsPerDay();
    private static final long PROJECTION = 20 * DAY;
    private static final int PRECISION = 128;
    private static final BigInteger MAX_PER_BYTE = BigInteger.TEN.pow(18).divide(BigInteger.valueOf(SectorSize.GIB_32.bytes()));
    private static final long LOCK_TARGET_NUMERATOR = 3;
    private static final long LOCK_TARGET_DENOMINATOR = 10;
    private static final long PERMILLE = 1000;
    private static final long RAMP_PERMILLE = 300;

    /** BR(t): the reward that a power is expected to earn over some epochs. With no network power it is the whole reward of an epoch. */
    public TokenAmount expectedReward(BigInteger qaPower, long epochs) {
        if (networkPower.estimate().signum() == 0) {
            return new TokenAmount(reward.estimate());
        }
        BigInteger perByte = FilterEstimate.cumulativeRatio(epochs, reward, networkPower);
        return new TokenAmount(qaPower.multiply(perByte).shiftRight(PRECISION).max(BigInteger.ZERO));
    }

    private TokenAmount expectedRewardAtLeastOne(BigInteger qaPower) {
        return expectedReward(qaPower, PROJECTION).max(TokenAmount.ofAtto(1));
    }

    /** Deposit of a precommit; the chain takes it for the largest power a sector of its size may have. */
    public TokenAmount preCommitDeposit(BigInteger qaPower) {
        return expectedRewardAtLeastOne(qaPower);
    }

    /** Deposit for one sector of a precommit batch: as if it were full of verified data. */
    public TokenAmount preCommitDeposit(SectorSize size) {
        return preCommitDeposit(SectorMoney.maxPower(size));
    }

    /** Initial pledge for a power: 20 days of reward and a share of the circulating supply, at most 1 FIL per 32 GiB. */
    public TokenAmount initialPledge(BigInteger qaPower) {
        BigInteger lock = circulatingSupply.atto().multiply(BigInteger.valueOf(LOCK_TARGET_NUMERATOR)).multiply(qaPower);
        BigInteger network = networkPower.estimate();
        BigInteger simple = network.max(qaPower);
        BigInteger baseline = simple.max(baselinePower);
        long gamma = PERMILLE - rampPermille();
        BigInteger additional = share(lock, gamma, baseline).add(share(lock, PERMILLE - gamma, simple));
        BigInteger nominal = expectedRewardAtLeastOne(qaPower).atto().add(additional);
        return new TokenAmount(nominal.min(MAX_PER_BYTE.multiply(qaPower)));
    }

    private static BigInteger share(BigInteger lock, long permille, BigInteger power) {
        BigInteger divisor = power.multiply(BigInteger.valueOf(LOCK_TARGET_DENOMINATOR * PERMILLE));
        return FilterEstimate.floor(lock.multiply(BigInteger.valueOf(permille)), divisor);
    }

    private long rampPermille() {
        if (epochsSinceRampStart < 0) {
            return 0;
        }
        if (rampDuration == 0 || epochsSinceRampStart >= rampDuration) {
            return RAMP_PERMILLE;
        }
        return epochsSinceRampStart * RAMP_PERMILLE / rampDuration;
    }

    /** What a miner keeps locked of a block reward: three quarters ({@code locked_reward_from_reward}). */
    public static TokenAmount lockedReward(TokenAmount blockReward) {
        return blockReward.scaled(3, 4);
    }

    /** Deposit of a new miner: initial pledge for a tenth of the network's minimum power (FIP-0077). */
    public TokenAmount createMinerDeposit(long minimumPower) {
        return initialPledge(BigInteger.valueOf(minimumPower / 10));
    }

    /** Fee at a deadline's end for power that was already faulty: BR(3.51 days). */
    public TokenAmount continuedFaultFee(BigInteger qaPower) {
        return expectedReward(qaPower, DAY * 351 / 100);
    }

    /** Penalty of an invalid window PoSt that was disputed: BR(5.51 days) + 20 FIL. {@link #DISPUTE_REWARD} comes on top. */
    public TokenAmount disputePenalty(BigInteger qaPower) {
        return expectedReward(qaPower, DAY * 351 / 100 + 2 * DAY).plus(DISPUTE_BASE);
    }

    /** What a disputed proof costs its miner: the penalty and the reporter's reward, which is paid out of what could be taken. */
    public TokenAmount disputeCharge(BigInteger qaPower) {
        return disputePenalty(qaPower).plus(DISPUTE_REWARD);
    }

    /** Penalty of a consensus fault: five times the smoothed reward of an epoch, divided by five expected leaders. */
    public TokenAmount consensusFaultPenalty() {
        return new TokenAmount(reward.estimate()).scaled(CONSENSUS_FAULT_FACTOR, LEADERS);
    }

    /** What the reporter of a consensus fault gets, at most what could be taken: a quarter of a leader's reward. */
    public TokenAmount consensusFaultReward() {
        return new TokenAmount(reward.estimate()).scaled(1, LEADERS * REPORTER_SHARE);
    }

    /** Daily fee of a sector, fixed at activation (FIP-0100). */
    public TokenAmount dailyFee(BigInteger qaPower) {
        return SectorMoney.dailyFee(circulatingSupply, qaPower);
    }
}
