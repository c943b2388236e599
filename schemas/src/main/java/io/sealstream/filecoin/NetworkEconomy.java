package io.sealstream.filecoin;

import java.math.BigInteger;

/**
 * What moves with the network at the end of each epoch, after the miners' cron: the power actor smooths its quality-adjusted power, then tells the
 * reward actor its raw power (builtin-actors {@code actors/power/src/lib.rs}, {@code OnEpochTickEnd}; {@code actors/power/src/state.rs}).
 *
 * @param reward of the reward actor
 * @param power  smoothed quality-adjusted power, bytes
 */
public record NetworkEconomy(RewardState reward, FilterEstimate power) {
    /** 750,000 GiB and 3,840 GiB an epoch ({@code INITIAL_QA_POWER_ESTIMATE_*}). */
    private static final BigInteger INITIAL_POWER = BigInteger.valueOf(750_000L << 30);
    private static final BigInteger INITIAL_VELOCITY = BigInteger.valueOf(3_840L << 30);
    /** lotus {@code params_2k.go}, {@code UpgradeTuktukPowerRampDurationEpochs}: a development network's ramp of FIP-0081, from epoch 0. */
    private static final long RAMP = 200;

    /** Of a network without power. */
    public static NetworkEconomy genesis() {
        return new NetworkEconomy(RewardState.genesis(BigInteger.ZERO), FilterEstimate.of(INITIAL_POWER, INITIAL_VELOCITY));
    }

    /** At the end of the next epoch. */
    public NetworkEconomy next(BigInteger rawPower, BigInteger qaPower) {
        return new NetworkEconomy(reward.next(rawPower), power.next(qaPower, 1));
    }

    /**
     * What deposits, pledges and fees are computed from.
     *
     * @param circulating attoFIL that are neither locked nor burnt nor unpaid
     * @param now         the epoch that is executed
     */
    public Pledge pledge(TokenAmount circulating, ChainEpoch now) {
        return new Pledge(reward.smoothed(), power, reward.baselinePower(), circulating, now.value(), RAMP);
    }
}
