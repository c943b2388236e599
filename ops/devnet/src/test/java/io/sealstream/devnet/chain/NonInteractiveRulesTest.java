package io.sealstream.devnet.chain;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.devnet.chain.blocks.BlockRandomness;
import io.sealstream.devnet.chain.miner.Miner;
import io.sealstream.devnet.chain.rules.ProofVerifier.SealStatement;
import io.sealstream.filecoin.ActorId;
import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.BitField;
import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.filecoin.Cid;
import io.sealstream.filecoin.Commitments;
import io.sealstream.filecoin.DeadlineInfo;
import io.sealstream.filecoin.DomainSeparationTag;
import io.sealstream.filecoin.MessageReceipt;
import io.sealstream.filecoin.Randomness;
import io.sealstream.filecoin.SealProofType;
import io.sealstream.filecoin.TokenAmount;
import io.sealstream.filecoin.actors.BatchReturn;
import io.sealstream.filecoin.actors.CreateMinerReturn;
import io.sealstream.filecoin.actors.FailCode;
import io.sealstream.filecoin.actors.ProveCommitSectorsNIParams;
import io.sealstream.filecoin.actors.SectorNIActivationInfo;
import io.sealstream.filecoin.state.SectorLocation;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The rows of ProveCommitSectorsNI in chain.md 4.9. */
final class NonInteractiveRulesTest {
    private static final long PROVE_NI = 36;
    private static final long NI_2KIB = 15;
    private static final long V2 = 1;
    private static final int NI_BYTES = 14_164;
    private static final int MOST_BYTES = 81_960;
    private static final long OLDEST_TICKET = 180 * 2880;

    private final TestChain test = TestChain.funded();
    private Address miner = Address.SYSTEM;

    @BeforeEach
    void createMiner() {
        miner = test.createMiner();
    }

    private ActorId id() {
        return miner.actorId().orElseThrow();
    }

    private SectorNIActivationInfo sector(long number) {
        return new SectorNIActivationInfo(number, id(), TestChain.sealed((int) number), number,
                new ChainEpoch(test.height() - 900), new ChainEpoch(test.height() + TestChain.LIFE));
    }

    /** A deadline that is mutable in the next epoch. */
    private long mutable() {
        return deadline(true);
    }

    private long deadline(boolean mutable) {
        ChainEpoch next = new ChainEpoch(test.height() + 1);
        return LongStream.range(0, 48)
                .filter(index -> test.miner(miner).deadline(index, next, test.chain.rules().policy().schedule())
                        .isMutable() == mutable)
                .findFirst().orElseThrow();
    }

    private ProveCommitSectorsNIParams params(SectorNIActivationInfo... sectors) {
        return new ProveCommitSectorsNIParams(List.of(sectors), ScriptedVerifier.good(NI_BYTES), NI_2KIB, V2, mutable(), false);
    }

    private MessageReceipt send(ProveCommitSectorsNIParams params) {
        return test.callWithBlockGas(TestChain.WORKER, miner, PROVE_NI, params.toCbor());
    }

    private void refused(long exitCode, ProveCommitSectorsNIParams params) {
        MessageReceipt receipt = send(params);
        assertThat(receipt.exitCode()).as(test.error()).isEqualTo(exitCode);
        assertThat(test.miner(miner).sectors().all()).isEmpty();
        assertThat(test.miner(miner).preCommits().allocated().isEmpty()).isTrue();
    }

    /** Sector 1 fails, sector 2 does not; required, both do. */
    private void failsOne(SectorNIActivationInfo wrong) {
        ProveCommitSectorsNIParams both = params(wrong, sector(2));
        refused(16, new ProveCommitSectorsNIParams(both.sectors(), both.aggregateProof(), NI_2KIB, V2, mutable(), true));
        MessageReceipt receipt = send(params(wrong, sector(2)));
        assertThat(receipt.exitCode()).as(test.error()).isZero();
        assertThat(BatchReturn.fromCbor(receipt.returnValue().toArray()))
                .isEqualTo(new BatchReturn(1, List.of(new FailCode(0, 16))));
        assertThat(test.miner(miner).sectors().all()).containsOnlyKeys(2L);
        assertThat(test.verifier.aggregates().getLast().sectors()).hasSize(2);
    }

    @Test
    void shouldActivateWithoutPreCommitInTheDeadlineOfTheMessage() {
        ProveCommitSectorsNIParams params = params(sector(1), sector(2), sector(3));
        MessageReceipt receipt = send(params);
        assertThat(receipt.exitCode()).as(test.error()).isZero();
        assertThat(BatchReturn.fromCbor(receipt.returnValue().toArray())).isEqualTo(BatchReturn.ok(3));
        Miner after = test.miner(miner);
        assertThat(after.sectors().get(1).sealProof()).isEqualTo(NI_2KIB);
        assertThat(after.sectors().get(1).activation()).isEqualTo(new ChainEpoch(test.height()));
        assertThat(after.locate(1)).contains(new SectorLocation(params.provingDeadline(), 0));
        assertThat(after.locate(3)).contains(new SectorLocation(params.provingDeadline(), 1));
        assertThat(after.preCommits().allocated().containsAll(BitField.of(1, 2, 3))).isTrue();
        TokenAmount pledge = after.sectors().get(1).initialPledge();
        assertThat(after.funds().pledge()).isEqualTo(pledge.times(3)).isNotEqualTo(TokenAmount.ZERO);
        assertThat(after.cronActive()).isTrue();
        assertThat(test.state().claim(after.id().value()).raw()).isZero();
    }

    @Test
    void shouldGetPowerWithTheFirstWindowPoSt() {
        send(params(sector(1)));
        DeadlineInfo window = test.openWindow(miner, 1);
        assertThat(test.submit(miner, test.post(window)).exitCode()).as(test.error()).isZero();
        assertThat(test.state().claim(id().value()).raw().longValueExact()).isEqualTo(2048);
    }

    @Test
    void shouldStateTicketsAndSeedsOfOnes() {
        SectorNIActivationInfo one = sector(1);
        send(params(one));
        SealStatement seen = test.verifier.aggregates().getLast().sectors().getFirst();
        BlockRandomness drawn = BlockRandomness.seenFrom(test.chain.head(), test.chain.store());
        assertThat(seen.type()).isEqualTo(SealProofType.STACKED_DRG_2KIB_V1_2_NI);
        assertThat(seen.ticket()).isEqualTo(
                drawn.fromTickets(DomainSeparationTag.SEAL_RANDOMNESS, one.sealRandEpoch(), Randomness.minerEntropy(id())));
        assertThat(seen.seed()).isEqualTo(Bytes.fromHex("01".repeat(32)));
        assertThat(seen.unsealedCid()).isEqualTo(Commitments.zeroPiece(2048));
    }

    @Test
    void shouldRefuseNoneAndMoreThan65Sectors() {
        refused(16, params());
        refused(16, params(LongStream.rangeClosed(1, 66).mapToObj(this::sector).toArray(SectorNIActivationInfo[]::new)));
        assertThat(test.error()).contains("65");
    }

    @Test
    void shouldRefuseLongProofs() {
        ProveCommitSectorsNIParams good = params(sector(1));
        refused(16, new ProveCommitSectorsNIParams(good.sectors(), ScriptedVerifier.good(MOST_BYTES + 1), NI_2KIB, V2, mutable(),
                false));
    }

    @Test
    void shouldRefuseOtherAggregateAndSealTypes() {
        ProveCommitSectorsNIParams good = params(sector(1));
        refused(16, new ProveCommitSectorsNIParams(good.sectors(), good.aggregateProof(), NI_2KIB, 0, mutable(), false));
        refused(16, new ProveCommitSectorsNIParams(good.sectors(), good.aggregateProof(), 5, V2, mutable(), false));
        refused(16, new ProveCommitSectorsNIParams(good.sectors(), good.aggregateProof(), 18, V2, mutable(), false));
    }

    @Test
    void shouldRefuseDeadlinesThatDoNotExistWith16AndImmutableOnesWith18() {
        ProveCommitSectorsNIParams good = params(sector(1));
        refused(16, new ProveCommitSectorsNIParams(good.sectors(), good.aggregateProof(), NI_2KIB, V2, 48, false));
        refused(18, new ProveCommitSectorsNIParams(good.sectors(), good.aggregateProof(), NI_2KIB, V2, deadline(false), false));
    }

    @Test
    void shouldRefuseDuplicatesAndFutureTickets() {
        refused(16, params(sector(1), sector(1)));
        SectorNIActivationInfo good = sector(1);
        refused(16, params(sector(2), new SectorNIActivationInfo(1, id(), good.sealedCid(), 1, new ChainEpoch(test.height() + 1),
                good.expiration())));
    }

    @Test
    void shouldRefuseStrangers() {
        assertThat(test.call(TestChain.STRANGER, miner, PROVE_NI, params(sector(1)).toCbor()).exitCode()).isEqualTo(18);
    }

    @Test
    void shouldRefuseUndecodableParamsWith21() {
        assertThat(test.call(TestChain.WORKER, miner, PROVE_NI, new byte[]{ 0}).exitCode()).isEqualTo(21);
    }

    @Test
    void shouldFailOneWithAnotherSealer() {
        SectorNIActivationInfo good = sector(1);
        failsOne(new SectorNIActivationInfo(1, new ActorId(999), good.sealedCid(), 1, good.sealRandEpoch(), good.expiration()));
    }

    @Test
    void shouldFailOneWithAnotherSealingNumber() {
        SectorNIActivationInfo good = sector(1);
        failsOne(new SectorNIActivationInfo(7, id(), good.sealedCid(), 1, good.sealRandEpoch(), good.expiration()));
    }

    @Test
    void shouldFailOneWithNumberOutOfRange() {
        SectorNIActivationInfo good = sector(1);
        failsOne(new SectorNIActivationInfo(-1, id(), good.sealedCid(), -1, good.sealRandEpoch(), good.expiration()));
    }

    @Test
    void shouldFailOneWithWrongSealedCid() {
        SectorNIActivationInfo good = sector(1);
        Cid unsealed = Commitments.zeroPiece(2048);
        failsOne(new SectorNIActivationInfo(1, id(), unsealed, 1, good.sealRandEpoch(), good.expiration()));
    }

    @Test
    void shouldFailOneThatExpiresTooEarly() {
        SectorNIActivationInfo good = sector(1);
        failsOne(new SectorNIActivationInfo(1, id(), good.sealedCid(), 1, good.sealRandEpoch(),
                new ChainEpoch(test.height() + 180 * 2880)));
    }

    @Test
    void shouldFailOneWithATicketOlderThan180Days() {
        test.skipTo(test.height() + OLDEST_TICKET);
        SectorNIActivationInfo good = sector(1);
        failsOne(new SectorNIActivationInfo(1, id(), good.sealedCid(), 1, new ChainEpoch(test.height() - OLDEST_TICKET),
                good.expiration()));
    }

    @Test
    void shouldUseUpTheNumbersOfSectorsThatFail() {
        SectorNIActivationInfo good = sector(1);
        send(params(new SectorNIActivationInfo(1, new ActorId(999), good.sealedCid(), 1, good.sealRandEpoch(), good.expiration()),
                sector(2)));
        assertThat(test.miner(miner).preCommits().allocated().contains(1)).isTrue();
    }

    @Test
    void shouldFailTheWholeMessageWhenNoSectorIsLeft() {
        SectorNIActivationInfo good = sector(1);
        refused(16, params(
                new SectorNIActivationInfo(7, id(), good.sealedCid(), 1, good.sealRandEpoch(), good.expiration())));
        assertThat(test.verifier.aggregates()).isEmpty();
    }

    @Test
    void shouldFailTheWholeMessageWhenTheProofIsWrong() {
        ProveCommitSectorsNIParams good = params(sector(1));
        refused(16,
                new ProveCommitSectorsNIParams(good.sectors(), ScriptedVerifier.bad(NI_BYTES), NI_2KIB, V2, mutable(), false));
    }

    @Test
    void shouldRefuseNumbersThatWereUsedBefore() {
        test.preCommit(miner, test.preCommit(1));
        assertThat(send(params(sector(1))).exitCode()).isEqualTo(16);
        assertThat(test.error()).contains("already allocated");
    }

    @Test
    void shouldRefuseWithoutMoneyForThePledgeWith19() {
        MessageReceipt created = test.send(TestChain.OWNER, Address.POWER,
                test.chain.rules().economy().createMinerDeposit(test.chain.rules().policy().minimumPower()),
                TestChain.CREATE_MINER,
                Bytes.of(TestChain.createParams().toCbor()));
        miner = CreateMinerReturn.fromCbor(created.returnValue().toArray()).idAddress();
        refused(19, params(sector(1)));
    }
}
