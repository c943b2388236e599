package io.sealstream.filecoin;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import org.junit.jupiter.api.Test;

/** The reward schedule, against numbers that the actors' authors published with it. */
final class RewardStateTest {
    private static final BigInteger ONE = BigInteger.ONE.shiftLeft(128);
    private static final BigInteger NOTHING = BigInteger.ZERO;

    private static RewardState after(long epochs, BigInteger power) {
        RewardState state = RewardState.genesis(power);
        for (long i = 0; i < epochs; i++) {
            state = state.next(power);
        }
        return state;
    }

    /** {@code INITIAL_REWARD_POSITION_ESTIMATE} is what the simple part pays in epoch 1. */
    @Test
    void shouldPayTheSimplePartAloneWithoutPower() {
        RewardState genesis = RewardState.genesis(NOTHING);
        assertThat(genesis.epoch()).isZero();
        assertThat(genesis.next(NOTHING).reward().atto()).isEqualTo("36266260308195979333");
        assertThat(genesis.smoothed().estimate()).isEqualTo("36266260308195979333");
    }

    /** {@code BASELINE_INITIAL_VALUE} is the baseline of epoch 0, to the byte that the division loses. */
    @Test
    void shouldDoubleTheBaselineInAYear() {
        RewardState genesis = RewardState.genesis(NOTHING);
        assertThat(genesis.baselinePower().subtract(BigInteger.valueOf(2_888_888_880_000_000_000L)).longValue()).isBetween(-2L,
                0L);
        BigInteger year = genesis.baselinePower();
        RewardState state = genesis;
        for (int i = 0; i < 2880; i++) {
            state = state.next(NOTHING);
        }
        double daily = state.baselinePower().doubleValue() / year.doubleValue();
        assertThat(Math.pow(daily, 365.25)).isBetween(1.999, 2.001);
    }

    @Test
    void shouldHalveTheSimplePartInSixYears() {
        long years = 6 * 1_051_200L;
        TokenAmount later = RewardState.reward(years, NOTHING, NOTHING);
        assertThat(later.atto().doubleValue() / RewardState.reward(0, NOTHING, NOTHING).atto().doubleValue())
                .isBetween(0.4999, 0.5001);
    }

    /** All effective time there is pays the 770 million of the baseline part, six years of it one half. */
    @Test
    void shouldPayTheBaselinePartWithEffectiveTime() {
        BigInteger years = BigInteger.valueOf(6 * 1_051_200L).multiply(ONE);
        TokenAmount simple = RewardState.reward(0, NOTHING, NOTHING);
        BigInteger paid = RewardState.reward(0, NOTHING, years).minus(simple).atto();
        assertThat(paid.doubleValue() / TokenAmount.ofFil(385_000_000).atto().doubleValue()).isBetween(0.9999, 1.0001);
    }

    @Test
    void shouldLetEffectiveTimeFollowThePower() {
        BigInteger above = BigInteger.TWO.pow(70);
        assertThat(after(100, above).effectiveTime()).isBetween(100L, 102L);
        RewardState half = after(100, BigInteger.valueOf(1_444_444_440_000_000_000L));
        assertThat(half.effectiveTime()).isBetween(50L, 52L);
        assertThat(half.reward()).isGreaterThan(after(100, NOTHING).reward()).isLessThan(after(100, above).reward());
    }

    @Test
    void shouldSmoothTheRewardTowardsWhatIsPaid() {
        BigInteger above = BigInteger.TWO.pow(70);
        BigInteger first = after(10, above).smoothed().estimate();
        RewardState later = after(12_000, above);
        assertThat(first).isGreaterThan(new BigInteger("36266260308195979333")).isLessThan(later.smoothed().estimate());
        assertThat(later.smoothed().estimate().doubleValue() / later.reward().atto().doubleValue()).isBetween(0.99, 1.01);
    }

    @Test
    void shouldStartFromTheActorsPowerAndRamp() {
        NetworkEconomy economy = NetworkEconomy.genesis();
        assertThat(economy.power().estimate()).isEqualTo(750_000L << 30);
        NetworkEconomy next = economy.next(BigInteger.ONE, BigInteger.TWO);
        assertThat(next.power()).isEqualTo(economy.power().next(BigInteger.TWO, 1));
        assertThat(next.reward()).isEqualTo(economy.reward().next(BigInteger.ONE));
        Pledge pledge = next.pledge(TokenAmount.ofFil(1000), new ChainEpoch(100));
        assertThat(pledge).isEqualTo(new Pledge(next.reward().smoothed(), next.power(), next.reward().baselinePower(),
                TokenAmount.ofFil(1000), 100, 200));
    }

    /** The filter swings below zero on a network without power; money must not. */
    @Test
    void shouldPriceSectorsWhileThePowerIsForgotten() {
        BigInteger sector = BigInteger.valueOf(2048);
        FilterEstimate power = NetworkEconomy.genesis().power();
        boolean below = false;
        for (int epoch = 0; epoch < 30_000; epoch++) {
            power = power.next(NOTHING, 1);
            below |= power.estimate().signum() < 0;
            if (epoch % 500 == 0) {
                Pledge pledge = new NetworkEconomy(RewardState.genesis(NOTHING), power).pledge(TokenAmount.ofFil(1000),
                        new ChainEpoch(epoch));
                assertThat(pledge.preCommitDeposit(sector)).isGreaterThanOrEqualTo(TokenAmount.ofAtto(1));
                assertThat(pledge.initialPledge(sector)).isGreaterThan(TokenAmount.ZERO);
                assertThat(pledge.continuedFaultFee(sector).isNegative()).isFalse();
            }
        }
        assertThat(below).isTrue();
    }
}
