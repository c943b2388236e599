package io.sealstream.devnet.chain;

import static io.sealstream.devnet.chain.TestChain.CONTROL;
import static io.sealstream.devnet.chain.TestChain.OWNER;
import static io.sealstream.devnet.chain.TestChain.STRANGER;
import static io.sealstream.devnet.chain.TestChain.WORKER;
import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.filecoin.Shapes;
import io.sealstream.filecoin.TokenAmount;
import io.sealstream.filecoin.state.ActiveBeneficiary;
import io.sealstream.filecoin.actors.ChangeBeneficiaryParams;
import io.sealstream.filecoin.actors.ChangeMultiaddrsParams;
import io.sealstream.filecoin.actors.ChangePeerIDParams;
import io.sealstream.filecoin.actors.GetBeneficiaryReturn;
import io.sealstream.filecoin.actors.MinerMethod;
import io.sealstream.filecoin.state.BeneficiaryTerm;
import io.sealstream.filecoin.state.MinerInfo;
import io.sealstream.filecoin.state.PendingBeneficiaryChange;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The rows of ChangeOwnerAddress, ChangeBeneficiary, ChangePeerID and ChangeMultiaddrs (chain.md 4.2, 4.9; FIP-0029). */
final class OwnerRulesTest {
    private static final TokenAmount QUOTA = TokenAmount.ofFil(3);
    private static final ChainEpoch EXPIRES = new ChainEpoch(1_000_000);
    private static final BeneficiaryTerm NO_TERM = new BeneficiaryTerm(TokenAmount.ZERO, TokenAmount.ZERO, ChainEpoch.ZERO);

    private final TestChain test = TestChain.funded();
    private Address miner = Address.SYSTEM;

    @BeforeEach
    void createMiner() {
        miner = test.createMiner();
    }

    private MinerInfo info() {
        return test.miner(miner).info();
    }

    private long changeOwner(Address caller, Address proposed) {
        return test.call(caller, miner, MinerMethod.CHANGE_OWNER_ADDRESS, Shapes.ADDRESS.toCbor(proposed)).exitCode();
    }

    @Test
    void shouldChangeOwnerOnceTheProposedOneConfirms() {
        Address next = test.id(STRANGER);
        assertThat(changeOwner(OWNER, next)).isZero();
        assertThat(info().pendingOwnerAddress()).isEqualTo(next);
        assertThat(info().owner()).isEqualTo(test.id(OWNER));
        assertThat(changeOwner(STRANGER, next)).as(test.error()).isZero();
        assertThat(info().owner()).isEqualTo(next);
        assertThat(info().beneficiary()).isEqualTo(next);
        assertThat(info().pendingOwnerAddress()).isNull();
    }

    @Test
    void shouldTakeAProposalBack() {
        changeOwner(OWNER, test.id(STRANGER));
        assertThat(changeOwner(OWNER, test.id(OWNER))).isZero();
        assertThat(info().pendingOwnerAddress()).isNull();
        assertThat(changeOwner(STRANGER, test.id(STRANGER))).isEqualTo(18);
    }

    @Test
    void shouldRefuseOwnersThatAreNoIdAddressWith16() {
        assertThat(changeOwner(OWNER, STRANGER)).isEqualTo(16);
    }

    @Test
    void shouldRefuseAnotherConfirmationWith16AndOthersWith18() {
        assertThat(changeOwner(STRANGER, test.id(STRANGER))).isEqualTo(18);
        changeOwner(OWNER, test.id(STRANGER));
        assertThat(changeOwner(STRANGER, test.id(CONTROL))).isEqualTo(16);
        assertThat(changeOwner(CONTROL, test.id(STRANGER))).isEqualTo(18);
        assertThat(info().owner()).isEqualTo(test.id(OWNER));
    }

    @Test
    void shouldDropAProposedBeneficiaryWithTheOwner() {
        beneficiary(OWNER, CONTROL, QUOTA, EXPIRES);
        changeOwner(OWNER, test.id(STRANGER));
        changeOwner(STRANGER, test.id(STRANGER));
        assertThat(info().pendingBeneficiaryTerm()).isNull();
    }

    private long beneficiary(Address caller, Address nominee, TokenAmount quota, ChainEpoch expiration) {
        return test.call(caller, miner, MinerMethod.CHANGE_BENEFICIARY,
                new ChangeBeneficiaryParams(nominee, quota, expiration).toCbor()).exitCode();
    }

    private GetBeneficiaryReturn beneficiary() {
        return GetBeneficiaryReturn
                .fromCbor(test.call(STRANGER, miner, MinerMethod.GET_BENEFICIARY, new byte[0]).returnValue().toArray());
    }

    @Test
    void shouldNominateABeneficiaryThatApproves() {
        Address owner = test.id(OWNER);
        Address nominee = test.id(STRANGER);
        assertThat(beneficiary()).isEqualTo(new GetBeneficiaryReturn(new ActiveBeneficiary(owner, NO_TERM), null));
        assertThat(beneficiary(OWNER, STRANGER, QUOTA, EXPIRES)).isZero();
        assertThat(beneficiary()).isEqualTo(new GetBeneficiaryReturn(new ActiveBeneficiary(owner, NO_TERM),
                new PendingBeneficiaryChange(nominee, QUOTA, EXPIRES, true, false)));
        assertThat(beneficiary(STRANGER, STRANGER, QUOTA, EXPIRES)).as(test.error()).isZero();
        assertThat(beneficiary()).isEqualTo(new GetBeneficiaryReturn(
                new ActiveBeneficiary(nominee, new BeneficiaryTerm(QUOTA, TokenAmount.ZERO, EXPIRES)), null));
    }

    @Test
    void shouldAskABeneficiaryThatStillHasQuotaAndTime() {
        beneficiary(OWNER, STRANGER, QUOTA, EXPIRES);
        beneficiary(STRANGER, STRANGER, QUOTA, EXPIRES);
        assertThat(beneficiary(OWNER, CONTROL, QUOTA, EXPIRES)).isZero();
        assertThat(info().pendingBeneficiaryTerm())
                .isEqualTo(new PendingBeneficiaryChange(test.id(CONTROL), QUOTA, EXPIRES, false, false));
        assertThat(beneficiary(CONTROL, CONTROL, QUOTA, EXPIRES)).isZero();
        assertThat(info().beneficiary()).isEqualTo(test.id(STRANGER));
        assertThat(beneficiary(STRANGER, CONTROL, QUOTA, EXPIRES)).as(test.error()).isZero();
        assertThat(info().beneficiary()).isEqualTo(test.id(CONTROL));
    }

    @Test
    void shouldGiveTheMoneyBackToTheOwnerWithoutQuotaAndExpiration() {
        beneficiary(OWNER, STRANGER, QUOTA, EXPIRES);
        beneficiary(STRANGER, STRANGER, QUOTA, EXPIRES);
        assertThat(beneficiary(OWNER, OWNER, QUOTA, ChainEpoch.ZERO)).isEqualTo(16);
        assertThat(beneficiary(OWNER, OWNER, TokenAmount.ZERO, EXPIRES)).isEqualTo(16);
        assertThat(beneficiary(OWNER, OWNER, TokenAmount.ZERO, ChainEpoch.ZERO)).isZero();
        assertThat(beneficiary(STRANGER, OWNER, TokenAmount.ZERO, ChainEpoch.ZERO)).as(test.error()).isZero();
        assertThat(info().beneficiary()).isEqualTo(test.id(OWNER));
    }

    @Test
    void shouldRefuseAQuotaOfNothingWith16() {
        assertThat(beneficiary(OWNER, STRANGER, TokenAmount.ZERO, EXPIRES)).isEqualTo(16);
        assertThat(beneficiary(OWNER, STRANGER, TokenAmount.ofAtto(-1), EXPIRES)).isEqualTo(16);
    }

    @Test
    void shouldRefuseUnresolvableNomineesWith16() {
        assertThat(beneficiary(OWNER, Address.actor(new byte[]{ 7}), QUOTA, EXPIRES)).isEqualTo(16);
    }

    @Test
    void shouldRefuseApprovalsOfOthersAndOfSomethingElse() {
        assertThat(beneficiary(STRANGER, STRANGER, QUOTA, EXPIRES)).isEqualTo(18);
        beneficiary(OWNER, STRANGER, QUOTA, EXPIRES);
        assertThat(beneficiary(CONTROL, STRANGER, QUOTA, EXPIRES)).isEqualTo(18);
        assertThat(beneficiary(STRANGER, CONTROL, QUOTA, EXPIRES)).isEqualTo(16);
        assertThat(beneficiary(STRANGER, STRANGER, QUOTA.plus(QUOTA), EXPIRES)).isEqualTo(16);
        assertThat(beneficiary(STRANGER, STRANGER, QUOTA, EXPIRES.plus(1))).isEqualTo(16);
        assertThat(info().beneficiary()).isEqualTo(test.id(OWNER));
    }

    private long peer(Address caller, int length) {
        return test.call(caller, miner, MinerMethod.CHANGE_PEER_ID, new ChangePeerIDParams(Bytes.of(new byte[length])).toCbor())
                .exitCode();
    }

    @Test
    void shouldChangePeerIdOfAtMost128Bytes() {
        assertThat(peer(WORKER, 128)).isZero();
        assertThat(info().peerId().length()).isEqualTo(128);
        assertThat(peer(WORKER, 129)).isEqualTo(16);
        assertThat(peer(STRANGER, 129)).as("the length is looked at first").isEqualTo(16);
        assertThat(peer(STRANGER, 12)).isEqualTo(18);
        assertThat(peer(WORKER, 0)).isZero();
    }

    private long multiaddrs(Address caller, int... lengths) {
        List<Bytes> addresses = Arrays.stream(lengths).mapToObj(length -> Bytes.of(new byte[length])).toList();
        return test.call(caller, miner, MinerMethod.CHANGE_MULTIADDRS, new ChangeMultiaddrsParams(addresses).toCbor()).exitCode();
    }

    @Test
    void shouldChangeMultiaddrsOfAtMost1024Bytes() {
        assertThat(multiaddrs(WORKER, 1000, 24)).isZero();
        assertThat(info().multiaddrs()).hasSize(2);
        assertThat(multiaddrs(WORKER, 1000, 25)).isEqualTo(16);
        assertThat(multiaddrs(WORKER, 5, 0)).isEqualTo(16);
        assertThat(multiaddrs(STRANGER, 5)).isEqualTo(18);
        assertThat(multiaddrs(OWNER)).isZero();
        assertThat(info().multiaddrs()).isEmpty();
    }

    @Test
    void shouldAnswerUnderExportedNumbersToo() {
        test.requireOk(test.call(WORKER, miner, MinerMethod.CHANGE_PEER_ID_EXPORTED,
                new ChangePeerIDParams(Bytes.of(new byte[3])).toCbor()));
        test.requireOk(test.call(WORKER, miner, MinerMethod.CHANGE_MULTIADDRS_EXPORTED,
                new ChangeMultiaddrsParams(List.of(Bytes.of(new byte[4]))).toCbor()));
        test.requireOk(test.call(OWNER, miner, MinerMethod.CHANGE_BENEFICIARY_EXPORTED,
                new ChangeBeneficiaryParams(STRANGER, QUOTA, EXPIRES).toCbor()));
        test.requireOk(
                test.call(OWNER, miner, MinerMethod.CHANGE_OWNER_ADDRESS_EXPORTED, Shapes.ADDRESS.toCbor(test.id(STRANGER))));
        assertThat(info().peerId().length()).isEqualTo(3);
        assertThat(info().multiaddrs()).hasSize(1);
        assertThat(info().pendingOwnerAddress()).isEqualTo(test.id(STRANGER));
        assertThat(test.call(STRANGER, miner, MinerMethod.GET_BENEFICIARY_EXPORTED, new byte[0]).returnValue())
                .isEqualTo(Bytes.of(beneficiary().toCbor()));
    }
}
