package io.sealstream.devnet.chain.miner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sealstream.devnet.chain.rules.Abort;
import io.sealstream.devnet.chain.rules.Claims;
import io.sealstream.devnet.chain.rules.Claims.Claim;
import io.sealstream.filecoin.BitField;
import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.filecoin.Cid;
import io.sealstream.filecoin.TokenAmount;
import io.sealstream.filecoin.actors.ExpirationExtension2;
import io.sealstream.filecoin.actors.SectorClaim;
import io.sealstream.filecoin.actors.SectorOnChainInfo;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The rows of ExtendSectorExpiration2 in chain.md 4.9 for sectors with verified data, and for those that never paid a daily fee. */
final class ExtendVerifiedTest {
    private static final long DAY = 2880;
    private static final long LIFE = 300 * DAY;
    private static final ChainEpoch END = ProvenMiner.ACTIVATED.plus(LIFE);
    private static final ChainEpoch LATER = END.plus(100 * DAY);
    /** Half of the sector: quality 5.5. */
    private static final long POWER = 1024 + 1024 * 10;
    private static final TokenAmount FEE = TokenAmount.ofAtto(1_100_000);

    private final Map<Long, Claim> known = new HashMap<>();
    private final Claims claims = (provider, id) -> Optional.ofNullable(known.get(id));
    private final ProvenMiner proven = new ProvenMiner(sector(1, 1024, 0, FEE), sector(2, 0, 512, TokenAmount.ZERO));

    private static SectorOnChainInfo sector(long number, long verified, long unverified, TokenAmount fee) {
        return new SectorOnChainInfo(number, 5, Cid.sealed(new byte[32]), ProvenMiner.ACTIVATED, END,
                BigInteger.valueOf(unverified * LIFE), BigInteger.valueOf(verified * LIFE), TokenAmount.ofAtto(1000), null, null,
                ProvenMiner.ACTIVATED, null, null, 1, fee);
    }

    private void claim(long id, long provider, long sector, long size, ChainEpoch latest) {
        known.put(id, new Claim(provider, sector, size, ProvenMiner.ACTIVATED, latest.since(ProvenMiner.ACTIVATED)));
    }

    private Effects extend(ChainEpoch now, ChainEpoch expiration, SectorClaim... sectors) {
        BitField others = sectors.length == 0 ? BitField.of(1) : BitField.EMPTY;
        return ExtendSectors.apply(proven.call(now, claims),
                List.of(new ExpirationExtension2(20, 0, others, List.of(sectors), expiration)));
    }

    private static SectorClaim keep(Long... ids) {
        return new SectorClaim(1, List.of(ids), List.of());
    }

    private void refused(long code, ChainEpoch now, SectorClaim... sectors) {
        Abort refusal = catchThrowableOfType(Abort.class, () -> extend(now, LATER, sectors));
        assertThat(refusal).isNotNull();
        assertThat(refusal.code().code()).as(refusal.why()).isEqualTo(code);
    }

    private SectorOnChainInfo sector(long number) {
        return proven.miner.sectors().get(number);
    }

    @Test
    void shouldSpreadKeptClaimsOverTheNewLifeAndKeepPower() {
        claim(7, ProvenMiner.ID, 1, 512, LATER);
        claim(8, ProvenMiner.ID, 1, 512, LATER.plus(5));
        ChainEpoch now = ProvenMiner.ACTIVATED.plus(50 * DAY);
        Effects effects = extend(now, LATER, keep(7L, 8L));
        assertThat(effects.power().isZero()).isTrue();
        assertThat(effects.pledge()).isEqualTo(TokenAmount.ZERO);
        assertThat(sector(1).verifiedDealWeight()).isEqualTo(BigInteger.valueOf(1024 * LATER.since(now)));
        assertThat(sector(1).powerBaseEpoch()).isEqualTo(now);
        assertThat(sector(1).dailyFee()).isEqualTo(FEE);
        assertThat(proven.partition().activePower().qa()).isEqualTo(POWER + 2048);
    }

    @Test
    void shouldRefuseToLoseClaimsOutOfSightWith16() {
        claim(7, ProvenMiner.ID, 1, 512, LATER);
        ChainEpoch now = ProvenMiner.ACTIVATED.plus(DAY);
        refused(16, now);
        refused(16, now, keep());
        refused(16, now, keep(7L));
        refused(16, now, keep(7L, 9L));
    }

    @Test
    void shouldRefuseClaimsOfOtherMinersAndSectorsWith16() {
        ChainEpoch now = ProvenMiner.ACTIVATED.plus(DAY);
        claim(7, 1001, 1, 1024, LATER);
        refused(16, now, keep(7L));
        claim(7, ProvenMiner.ID, 2, 1024, LATER);
        refused(16, now, keep(7L));
    }

    @Test
    void shouldRefuseToOutliveAKeptClaimWith18() {
        claim(7, ProvenMiner.ID, 1, 1024, LATER.minus(1));
        refused(18, ProvenMiner.ACTIVATED.plus(DAY), keep(7L));
    }

    @Test
    void shouldDropClaimsInTheLast30DaysOnly() {
        claim(7, ProvenMiner.ID, 1, 512, LATER);
        claim(8, ProvenMiner.ID, 1, 512, END);
        SectorClaim half = new SectorClaim(1, List.of(7L), List.of(8L));
        refused(18, END.minus(30 * DAY + 1), half);
        Effects effects = extend(END.minus(30 * DAY), LATER, half);
        long left = 1536 + 512 * 10;
        assertThat(effects.power().raw()).isZero();
        assertThat(effects.power().qa()).isEqualTo(left - POWER);
        assertThat(sector(1).verifiedDealWeight()).isEqualTo(BigInteger.valueOf(512 * (130 * DAY)));
        assertThat(sector(1).dailyFee()).isEqualTo(FEE.scaled(left, POWER));
        assertThat(proven.miner.deadlines().get(20).dailyFee()).isEqualTo(sector(1).dailyFee());
        assertThat(proven.miner.deadlines().get(20).livePower().qa()).isEqualTo(left + 2048);
    }

    @Test
    void shouldSetADailyFeeThatWasNeverPaidAndCountDownUnverifiedData() {
        ChainEpoch now = ProvenMiner.ACTIVATED.plus(100 * DAY);
        Effects effects = ExtendSectors.apply(proven.call(now, claims),
                List.of(new ExpirationExtension2(20, 0, BitField.of(2), List.of(), LATER)));
        assertThat(effects.power().isZero()).isTrue();
        assertThat(sector(2).dailyFee()).isEqualTo(ProvenMiner.RULES.economy().dailyFee(BigInteger.valueOf(2048))).isNotEqualTo(
                TokenAmount.ZERO);
        assertThat(sector(2).dealWeight()).isEqualTo(BigInteger.valueOf(512 * 200 * DAY));
        assertThat(proven.miner.deadlines().get(20).dailyFee()).isEqualTo(FEE.plus(sector(2).dailyFee()));
    }
}
