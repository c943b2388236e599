package io.sealstream.devnet.chain;

import static io.sealstream.devnet.chain.TestChain.STRANGER;
import static io.sealstream.devnet.chain.TestChain.WORKER;
import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.devnet.chain.miner.Deadline;
import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.BitField;
import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.filecoin.DeadlineInfo;
import io.sealstream.filecoin.MessageReceipt;
import io.sealstream.filecoin.NetworkPolicy;
import io.sealstream.filecoin.TokenAmount;
import io.sealstream.filecoin.actors.DeclareFaultsParams;
import io.sealstream.filecoin.actors.ExpirationExtension2;
import io.sealstream.filecoin.actors.ExtendSectorExpiration2Params;
import io.sealstream.filecoin.actors.MinerMethod;
import io.sealstream.filecoin.actors.PartitionSectors;
import io.sealstream.filecoin.actors.SectorClaim;
import io.sealstream.filecoin.actors.SectorOnChainInfo;
import io.sealstream.filecoin.actors.TerminateSectorsParams;
import io.sealstream.filecoin.state.SectorLocation;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The rows of ExtendSectorExpiration2 in chain.md 4.9 for sectors without data. */
final class ExtendRulesTest {
    private static final long DAY = 2880;

    private final TestChain test = TestChain.funded();
    private Address miner = Address.SYSTEM;
    private DeadlineInfo window = NetworkPolicy.DEVNET.schedule().deadlineAt(0, ChainEpoch.ZERO);

    @BeforeEach
    void prove() {
        miner = test.createMiner();
        test.activate(miner, 1, 2);
        window = test.proveWindow(miner, 1);
        test.mine();
    }

    private SectorOnChainInfo sector(long number) {
        return test.miner(miner).sectors().get(number);
    }

    private Deadline deadline() {
        return test.miner(miner).deadlines().get((int) window.index());
    }

    private ExpirationExtension2 to(ChainEpoch expiration, long... sectors) {
        SectorLocation place = test.place(miner, 1);
        return new ExpirationExtension2(place.deadline(), place.partition(), BitField.of(sectors), List.of(), expiration);
    }

    private MessageReceipt extend(Address caller, ExpirationExtension2... extensions) {
        return test.call(caller, miner, MinerMethod.EXTEND_SECTOR_EXPIRATION2,
                new ExtendSectorExpiration2Params(Arrays.asList(extensions)).toCbor());
    }

    private void refused(long code, ExpirationExtension2... extensions) {
        SectorOnChainInfo before = sector(1);
        assertThat(extend(WORKER, extensions).exitCode()).as(test.error()).isEqualTo(code);
        assertThat(sector(1)).isEqualTo(before);
    }

    @Test
    void shouldMoveTheEndOfASectorAndKeepPowerPledgeAndFee() {
        SectorOnChainInfo before = sector(1);
        ChainEpoch later = before.expiration().plus(100 * DAY);
        TokenAmount pledge = test.state().pledgeTotal();
        TokenAmount daily = deadline().dailyFee();
        assertThat(extend(WORKER, to(later, 1)).exitCode()).as(test.error()).isZero();
        SectorOnChainInfo after = sector(1);
        assertThat(after.expiration()).isEqualTo(later);
        assertThat(after.powerBaseEpoch()).isEqualTo(new ChainEpoch(test.height()));
        assertThat(after.activation()).isEqualTo(before.activation());
        assertThat(after.initialPledge()).isEqualTo(before.initialPledge());
        assertThat(after.dailyFee()).isEqualTo(before.dailyFee());
        assertThat(sector(2).expiration()).isEqualTo(before.expiration());
        assertThat(test.partition(miner, 1).expiration(1, false)).contains(window.quant().up(later));
        assertThat(test.state().claim(test.miner(miner).id().value()).raw()).isEqualTo(4096);
        assertThat(test.state().pledgeTotal()).isEqualTo(pledge);
        assertThat(deadline().dailyFee()).isEqualTo(daily);
    }

    @Test
    void shouldLetAnExtendedSectorLiveUntilItsNewEnd() {
        ChainEpoch old = test.partition(miner, 2).expiration(2, false).orElseThrow();
        ChainEpoch later = sector(1).expiration().plus(3 * DAY);
        extend(WORKER, to(later, 1));
        while (test.height() < old.value()) {
            test.proveWindow(miner, 1);
        }
        assertThat(test.partition(miner, 1).live()).isEqualTo(BitField.of(1));
        while (test.height() < window.quant().up(later).value()) {
            test.proveWindow(miner, 1);
        }
        assertThat(test.partition(miner, 1).live()).isEqualTo(BitField.EMPTY);
        assertThat(test.miner(miner).funds().pledge()).isEqualTo(TokenAmount.ZERO);
    }

    @Test
    void shouldTakeTheSameExpirationAndSectorsTwiceInAMessage() {
        ChainEpoch same = sector(1).expiration();
        assertThat(extend(WORKER, to(same, 1, 2)).exitCode()).as(test.error()).isZero();
        assertThat(extend(WORKER, to(same.plus(DAY), 1), to(same.plus(2 * DAY), 1, 2)).exitCode()).as(test.error()).isZero();
        assertThat(sector(1).expiration()).isEqualTo(same.plus(2 * DAY));
        assertThat(sector(2).expiration()).isEqualTo(same.plus(2 * DAY));
    }

    @Test
    void shouldNotNeedAMutableDeadline() {
        test.skipTo(test.window(miner, 1).open().value() + 3);
        assertThat(extend(WORKER, to(sector(1).expiration().plus(DAY), 1)).exitCode()).as(test.error()).isZero();
    }

    @Test
    void shouldRefuseToShortenALifeWith16() {
        refused(16, to(sector(1).expiration().minus(1), 1));
    }

    @Test
    void shouldRefuseMoreThan1278DaysFromNowWith16() {
        ChainEpoch furthest = new ChainEpoch(test.height() + 1 + 1278 * DAY);
        refused(16, to(furthest.plus(1), 1));
        assertThat(extend(WORKER, to(furthest.plus(1), 1)).exitCode()).as(test.error()).isZero();
    }

    @Test
    void shouldRefuseALifeOfMoreThan5YearsWith16() {
        long end = sector(1).activation().value() + 5 * 1_051_897;
        ChainEpoch far = new ChainEpoch(test.height() + 1 + 1278 * DAY);
        extend(WORKER, to(far, 1, 2));
        while (test.height() + 1 + 1278 * DAY <= end) {
            test.proveWindow(miner, 1);
        }
        refused(16, to(new ChainEpoch(end + 1), 1));
        assertThat(extend(WORKER, to(new ChainEpoch(end), 1)).exitCode()).as(test.error()).isZero();
    }

    @Test
    void shouldRefuseAnExpiredSectorWith18() {
        ChainEpoch expiration = sector(1).expiration();
        while (test.window(miner, 1).last().value() <= expiration.value()) {
            test.proveWindow(miner, 1);
        }
        test.skipTo(expiration.value() - 1);
        refused(24, to(expiration, 1));
        assertThat(test.height()).isEqualTo(expiration.value());
        refused(18, to(expiration.plus(DAY), 1));
    }

    @Test
    void shouldRefuseUnprovenFaultyAndTerminatedSectorsWith20() {
        test.activate(miner, 3, 4);
        SectorLocation unproven = test.place(miner, 3);
        ChainEpoch later = sector(3).expiration().plus(DAY);
        refused(20, new ExpirationExtension2(unproven.deadline(), unproven.partition(), BitField.of(3), List.of(), later));
        SectorLocation place = test.place(miner, 1);
        PartitionSectors first = new PartitionSectors(place.deadline(), place.partition(), BitField.of(1));
        PartitionSectors second = new PartitionSectors(place.deadline(), place.partition(), BitField.of(2));
        test.requireOk(test.call(WORKER, miner, MinerMethod.DECLARE_FAULTS, new DeclareFaultsParams(List.of(first)).toCbor()));
        test.requireOk(
                test.call(WORKER, miner, MinerMethod.TERMINATE_SECTORS, new TerminateSectorsParams(List.of(second)).toCbor()));
        refused(20, to(later, 1));
        refused(20, to(later, 2));
    }

    @Test
    void shouldRefuseSectorsOfOtherPartitionsWith20() {
        test.activate(miner, 3, 4, 5, 6);
        test.proveWindow(miner, 3);
        refused(20, to(sector(3).expiration().plus(DAY), 3));
    }

    @Test
    void shouldRefuseUnknownSectorsPartitionsAndDeadlines() {
        ChainEpoch later = sector(1).expiration().plus(DAY);
        refused(17, to(later, 1, 9));
        refused(17, to(later, Long.MAX_VALUE));
        refused(17, new ExpirationExtension2(window.index(), 5, BitField.of(1), List.of(), later));
        refused(16, new ExpirationExtension2(48, 0, BitField.of(1), List.of(), later));
    }

    @Test
    void shouldRefuseClaimsThatDoNotExistWith16() {
        refused(16, new ExpirationExtension2(window.index(), 0, BitField.EMPTY,
                List.of(new SectorClaim(1, List.of(77L), List.of())), sector(1).expiration().plus(DAY)));
        assertThat(test.error()).contains("there is no claim 77");
    }

    @Test
    void shouldTakeSectorsNamedWithEmptyClaims() {
        ChainEpoch later = sector(1).expiration().plus(DAY);
        assertThat(extend(WORKER, new ExpirationExtension2(window.index(), 0, BitField.of(2),
                List.of(new SectorClaim(1, List.of(), List.of())), later)).exitCode()).as(test.error()).isZero();
        assertThat(sector(1).expiration()).isEqualTo(later);
        assertThat(sector(2).expiration()).isEqualTo(later);
    }

    @Test
    void shouldCheckDeclarationsBeforeTheCaller() {
        ChainEpoch later = sector(1).expiration().plus(DAY);
        assertThat(extend(STRANGER, new ExpirationExtension2(48, 0, BitField.of(1), List.of(), later)).exitCode()).isEqualTo(16);
        assertThat(extend(STRANGER, to(later, 1)).exitCode()).isEqualTo(18);
    }
}
