package io.sealstream.devnet.chain;

import static io.sealstream.devnet.chain.TestChain.CONTROL;
import static io.sealstream.devnet.chain.TestChain.OWNER;
import static io.sealstream.devnet.chain.TestChain.STRANGER;
import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.devnet.chain.miner.Miner;
import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.filecoin.Cid;
import io.sealstream.filecoin.MessageReceipt;
import io.sealstream.filecoin.SectorSize;
import io.sealstream.filecoin.TokenAmount;
import io.sealstream.filecoin.actors.CreateMinerReturn;
import io.sealstream.filecoin.actors.PreCommitSectorBatchParams2;
import io.sealstream.filecoin.actors.SectorPreCommitInfo;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The rows of PreCommitSectorBatch2 in chain.md 4.9. */
final class PreCommitRulesTest {
    private static final long MAX_ACTIVATION = 30 * 2880 + 10;

    private final TestChain test = TestChain.funded();
    private Address miner = Address.SYSTEM;

    @BeforeEach
    void createMiner() {
        miner = test.createMiner();
    }

    /** A good precommit, as changed by the arguments; the epochs count from the epoch it will be executed in. */
    private SectorPreCommitInfo sector(long type, long ticketAge, long life) {
        long now = test.height() + 1;
        return SectorPreCommitInfo.committedCapacity(type, 1, TestChain.sealed(1), new ChainEpoch(now - ticketAge),
                new ChainEpoch(now + life));
    }

    private SectorPreCommitInfo sector() {
        return sector(TestChain.SEAL_2KIB, 900, 300 * 2880);
    }

    private void refused(long exitCode, SectorPreCommitInfo... sectors) {
        MessageReceipt receipt = test.preCommit(miner, sectors);
        assertThat(receipt.exitCode()).as(test.error()).isEqualTo(exitCode);
        assertThat(test.miner(miner).preCommits().open()).isEmpty();
    }

    @Test
    void shouldLockDepositAndStartCron() {
        assertThat(test.preCommit(miner, sector()).exitCode()).isZero();
        Miner after = test.miner(miner);
        TokenAmount deposit = test.chain.rules().economy().preCommitDeposit(SectorSize.KIB_2);
        assertThat(after.funds().deposits()).isEqualTo(deposit);
        assertThat(after.preCommits().find(1).orElseThrow().preCommitEpoch()).isEqualTo(new ChainEpoch(test.height()));
        assertThat(after.preCommits().allocated().contains(1)).isTrue();
        assertThat(after.cronActive()).isTrue();
        assertThat(test.state().nextCron())
                .contains(after.deadlineAt(new ChainEpoch(test.height()), test.chain.rules().policy().schedule()).last());
    }

    @Test
    void shouldTakeManySectorsForOneDepositEach() {
        SectorPreCommitInfo[] sectors = new SectorPreCommitInfo[40];
        for (int i = 0; i < sectors.length; i++) {
            sectors[i] = test.preCommit(i + 10);
        }
        assertThat(test.preCommit(miner, sectors).exitCode()).isZero();
        assertThat(test.miner(miner).funds().deposits())
                .isEqualTo(test.chain.rules().economy().preCommitDeposit(SectorSize.KIB_2).times(40));
    }

    @Test
    void shouldRefuseEmptyBatch() {
        refused(16);
    }

    @Test
    void shouldRefuseDuplicateNumbers() {
        refused(16, test.preCommit(7), test.preCommit(7));
    }

    @Test
    void shouldRefuseNumberAboveLimit() {
        SectorPreCommitInfo good = sector();
        refused(16, SectorPreCommitInfo.committedCapacity(good.sealProof(), Long.MIN_VALUE, good.sealedCid(),
                good.sealRandEpoch(), good.expiration()));
    }

    @Test
    void shouldRefuseSealTypesThatAreNotAllowed() {
        refused(16, sector(0, 900, 300 * 2880));
        refused(16, sector(8, 900, 300 * 2880));
        refused(16, sector(15, 900, 300 * 2880));
        refused(16, sector(777, 900, 300 * 2880));
    }

    @Test
    void shouldRefuseSealTypeOfAnotherSizeThanTheMiners() {
        refused(16, sector(6, 900, 300 * 2880));
    }

    @Test
    void shouldTakeSyntheticType() {
        assertThat(test.preCommit(miner, sector(10, 900, 300 * 2880)).exitCode()).isZero();
    }

    @Test
    void shouldRefuseWrongCids() {
        SectorPreCommitInfo good = sector();
        refused(16, SectorPreCommitInfo.committedCapacity(good.sealProof(), 1, Cid.unsealed(new byte[32]), good.sealRandEpoch(),
                good.expiration()));
        refused(16,
                new SectorPreCommitInfo(good.sealProof(), 1, good.sealedCid(), good.sealRandEpoch(), List.of(), good.expiration(),
                        TestChain.sealed(1)));
    }

    @Test
    void shouldTakeTicketsOfTheLast3780EpochsOnly() {
        refused(16, sector(TestChain.SEAL_2KIB, 0, 300 * 2880));
        refused(16, sector(TestChain.SEAL_2KIB, 3781, 300 * 2880));
        assertThat(test.preCommit(miner, sector(TestChain.SEAL_2KIB, 3780, 300 * 2880)).exitCode()).isZero();
    }

    @Test
    void shouldWant180DaysAfterTheLatestActivation() {
        refused(16, sector(TestChain.SEAL_2KIB, 900, MAX_ACTIVATION));
        refused(16, sector(TestChain.SEAL_2KIB, 900, MAX_ACTIVATION + 180 * 2880 - 1));
        assertThat(test.preCommit(miner, sector(TestChain.SEAL_2KIB, 900, MAX_ACTIVATION + 180 * 2880)).exitCode()).isZero();
    }

    @Test
    void shouldRefuseExpirationBeyond1278Days() {
        refused(16, sector(TestChain.SEAL_2KIB, 900, 1278 * 2880 + 1));
        assertThat(test.preCommit(miner, sector(TestChain.SEAL_2KIB, 900, 1278 * 2880)).exitCode()).isZero();
    }

    @Test
    void shouldRefuseStrangersButTakeOwnerWorkerAndControls() {
        byte[] params = new PreCommitSectorBatchParams2(List.of(sector())).toCbor();
        assertThat(test.call(STRANGER, miner, TestChain.PRE_COMMIT, params).exitCode()).isEqualTo(18);
        assertThat(test.call(CONTROL, miner, TestChain.PRE_COMMIT, params).exitCode()).isEqualTo(18);
        assertThat(test.call(OWNER, miner, TestChain.PRE_COMMIT, params).exitCode()).isZero();
    }

    @Test
    void shouldRefuseWhenAvailableBalanceIsBelowDeposit() {
        TokenAmount deposit = test.chain.rules().economy().createMinerDeposit(2048);
        MessageReceipt created = test.send(OWNER, Address.POWER, deposit, TestChain.CREATE_MINER,
                Bytes.of(TestChain.createParams().toCbor()));
        miner = CreateMinerReturn.fromCbor(created.returnValue().toArray()).idAddress();
        refused(19, sector());
    }

    @Test
    void shouldPayWithTheMessagesValueToo() {
        TokenAmount deposit = test.chain.rules().economy().createMinerDeposit(2048);
        MessageReceipt created = test.send(OWNER, Address.POWER, deposit, TestChain.CREATE_MINER,
                Bytes.of(TestChain.createParams().toCbor()));
        Address poor = CreateMinerReturn.fromCbor(created.returnValue().toArray()).idAddress();
        TokenAmount needed = test.chain.rules().economy().preCommitDeposit(SectorSize.KIB_2);
        MessageReceipt receipt = test.send(TestChain.WORKER, poor, needed, TestChain.PRE_COMMIT,
                Bytes.of(new PreCommitSectorBatchParams2(List.of(sector())).toCbor()));
        assertThat(receipt.exitCode()).as(test.error()).isZero();
    }

    @Test
    void shouldRefuseNumbersUsedBefore() {
        assertThat(test.preCommit(miner, sector()).exitCode()).isZero();
        MessageReceipt again = test.preCommit(miner, sector());
        assertThat(again.exitCode()).isEqualTo(16);
        assertThat(test.error()).contains("already allocated");
    }

    @Test
    void shouldRefuseDealsThatTheMarketDoesNotHave() {
        SectorPreCommitInfo good = sector();
        refused(17, new SectorPreCommitInfo(good.sealProof(), 1, good.sealedCid(), good.sealRandEpoch(), List.of(5L),
                good.expiration(), null));
    }

    @Test
    void shouldRefuseUndecodableParamsWith21() {
        assertThat(test.call(TestChain.WORKER, miner, TestChain.PRE_COMMIT, new byte[]{ (byte) 0x81}).exitCode()).isEqualTo(21);
        assertThat(test.call(TestChain.WORKER, miner, TestChain.PRE_COMMIT, new byte[0]).exitCode()).isEqualTo(16);
    }
}
