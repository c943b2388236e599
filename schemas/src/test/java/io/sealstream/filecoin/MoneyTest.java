package io.sealstream.filecoin;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import org.junit.jupiter.api.Test;

/** Money rules that no vector covers (chain.md 4.11). */
class MoneyTest {
    private static final BigInteger POWER = BigInteger.valueOf(SectorSize.GIB_32.bytes());
    private static final TokenAmount EPOCH_REWARD = TokenAmount.ofFil(80);
    /** 80 FIL an epoch over 2^64 bytes, nothing moves. */
    private static final Pledge STILL = new Pledge(FilterEstimate.of(EPOCH_REWARD.atto(), BigInteger.ZERO),
            FilterEstimate.of(BigInteger.ONE.shiftLeft(64), BigInteger.ZERO), BigInteger.ONE.shiftLeft(60),
            TokenAmount.ofFil(700_000_000), 0, 1);

    private static TokenAmount perEpoch(long epochs) {
        return new TokenAmount(EPOCH_REWARD.atto().multiply(BigInteger.valueOf(epochs)).shiftRight(64 - 35));
    }

    @Test
    void shouldProjectRewardsOverThePeriodsOfEachRule() {
        assertThat(STILL.expectedReward(POWER, 2880)).isEqualTo(perEpoch(2880));
        assertThat(STILL.preCommitDeposit(POWER)).isEqualTo(perEpoch(20 * 2880));
        assertThat(STILL.continuedFaultFee(POWER)).isEqualTo(perEpoch(10_108));
        assertThat(STILL.disputePenalty(POWER)).isEqualTo(perEpoch(15_868).plus(TokenAmount.ofFil(20)));
        assertThat(STILL.disputeCharge(POWER)).isEqualTo(STILL.disputePenalty(POWER).plus(TokenAmount.ofFil(4)));
    }

    @Test
    void shouldShareTheRewardOfAnEpochAmongFiveLeaders() {
        assertThat(STILL.consensusFaultPenalty()).isEqualTo(EPOCH_REWARD);
        assertThat(STILL.consensusFaultReward()).isEqualTo(TokenAmount.ofFil(4));
        assertThat(Pledge.lockedReward(TokenAmount.ofAtto(101))).isEqualTo(TokenAmount.ofAtto(75));
    }

    @Test
    void shouldTerminateByAgeBetweenItsBounds() {
        TokenAmount pledge = TokenAmount.ofFil(1000);
        TokenAmount none = TokenAmount.ZERO;
        assertThat(SectorMoney.terminationFee(pledge, 0, none)).isEqualTo(TokenAmount.ofFil(20));
        assertThat(SectorMoney.terminationFee(pledge, 70 * 2880, none)).hasToString("42500000000000000000");
        assertThat(SectorMoney.terminationFee(pledge, 140 * 2880, none)).isEqualTo(TokenAmount.ofFil(85));
        assertThat(SectorMoney.terminationFee(pledge, 500 * 2880, none)).isEqualTo(TokenAmount.ofFil(85));
        assertThat(SectorMoney.terminationFee(pledge, 500 * 2880, TokenAmount.ofFil(100))).isEqualTo(TokenAmount.ofFil(105));
        assertThat(SectorMoney.maxTerminationFee(pledge, none)).isEqualTo(TokenAmount.ofFil(85));
        assertThat(SectorMoney.adjustedDailyFee(TokenAmount.ofAtto(7), POWER, POWER.multiply(BigInteger.TEN)))
                .isEqualTo(TokenAmount.ofAtto(70));
        assertThat(SectorMoney.cappedDailyFee(TokenAmount.ofAtto(9), TokenAmount.ofAtto(11))).isEqualTo(TokenAmount.ofAtto(5));
        assertThat(SectorMoney.cappedDailyFee(TokenAmount.ofAtto(4), TokenAmount.ofAtto(11))).isEqualTo(TokenAmount.ofAtto(4));
    }

    @Test
    void shouldCapThePledgeByPower() {
        TokenAmount cap = new TokenAmount(BigInteger.TEN.pow(18).divide(POWER).multiply(POWER));
        Pledge young = new Pledge(STILL.reward(), FilterEstimate.of(POWER, BigInteger.ZERO), BigInteger.ONE,
                STILL.circulatingSupply(), -1, 1);
        assertThat(young.initialPledge(POWER)).isEqualTo(cap);
        assertThat(STILL.initialPledge(POWER)).isLessThan(cap);
    }

    /** The numbers of builtin-actors' test {@code rounding_issue}: divisions round down, also below zero. */
    @Test
    void shouldFilterAsTheActorsDo() {
        FilterEstimate before = new FilterEstimate(new BigInteger("12340768897043811082913117521041414330876498465539749838848"),
                new BigInteger("-37396269384748225153347462373739139597454335279104"));
        FilterEstimate after = before.next(new BigInteger("36266252337034982540"), 3);
        assertThat(after.positionEstimate()).hasToString("12340768782449774548722755900999027209659079673176744001536");
        assertThat(after.velocityEstimate()).hasToString("-37396515542149801792802995707072472930787668612438");
    }

    @Test
    void shouldStayWhereItIsWhenItSeesWhatItExpects() {
        FilterEstimate still = FilterEstimate.of(BigInteger.TEN, BigInteger.ZERO);
        assertThat(still.next(BigInteger.TEN, 1)).isEqualTo(still);
        assertThat(still.estimate()).isEqualTo(BigInteger.TEN);
    }

    @Test
    void shouldLimitThePoolAsNodesDo() {
        PoolLimits pool = ChainLimits.NV28.pool();
        assertThat(pool.leastReplacement(TokenAmount.ofAtto(1000))).isEqualTo(TokenAmount.ofAtto(1101));
        assertThat(pool.usualReplacement(TokenAmount.ofAtto(1000))).isEqualTo(TokenAmount.ofAtto(1251));
        assertThat(pool.isPublished(TokenAmount.ofAtto(999), TokenAmount.ofAtto(100_000))).isFalse();
        assertThat(pool.isPublished(TokenAmount.ofAtto(1000), TokenAmount.ofAtto(100_000))).isTrue();
        assertThat(pool.isPublished(TokenAmount.ofAtto(99), TokenAmount.ofAtto(100))).isFalse();
    }
}
