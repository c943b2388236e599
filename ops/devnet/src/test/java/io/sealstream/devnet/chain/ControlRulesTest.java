package io.sealstream.devnet.chain;

import static io.sealstream.devnet.chain.TestChain.CHANGE_WORKER;
import static io.sealstream.devnet.chain.TestChain.CONTROL;
import static io.sealstream.devnet.chain.TestChain.OWNER;
import static io.sealstream.devnet.chain.TestChain.SECP;
import static io.sealstream.devnet.chain.TestChain.STRANGER;
import static io.sealstream.devnet.chain.TestChain.WORKER;
import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.filecoin.ActorId;
import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.BitField;
import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.filecoin.DeadlineInfo;
import io.sealstream.filecoin.MessageReceipt;
import io.sealstream.filecoin.actors.ChangeWorkerAddressParams;
import io.sealstream.filecoin.actors.DeclareFaultsParams;
import io.sealstream.filecoin.actors.GetControlAddressesReturn;
import io.sealstream.filecoin.actors.PartitionSectors;
import io.sealstream.filecoin.state.MinerInfo;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The rows of ChangeWorkerAddress and of the declarations in chain.md 4.9. */
final class ControlRulesTest {
    private final TestChain test = TestChain.funded();
    private Address miner = Address.SYSTEM;

    @BeforeEach
    void createMiner() {
        miner = test.createMiner();
    }

    private Address id(Address key) {
        return test.state().idOf(key).orElseThrow();
    }

    private MessageReceipt change(Address caller, Address worker, List<Address> controls) {
        return test.call(caller, miner, CHANGE_WORKER, new ChangeWorkerAddressParams(worker, controls).toCbor());
    }

    @Test
    void shouldReplaceControlsAtOnceAndKeepWorker() {
        assertThat(change(OWNER, WORKER, List.of(CONTROL, SECP)).exitCode()).isZero();
        MinerInfo info = test.miner(miner).info();
        assertThat(info.controlAddresses()).containsExactly(id(CONTROL), id(SECP));
        assertThat(info.newWorker()).isNull();
        assertThat(change(OWNER, WORKER, List.of()).exitCode()).isZero();
        assertThat(test.miner(miner).info().controlAddresses()).isEmpty();
    }

    @Test
    void shouldLetANewControlSubmitAtOnce() {
        change(OWNER, WORKER, List.of(CONTROL));
        assertThat(test.call(CONTROL, miner, TestChain.PROVE_COMMIT, TestChain.prove(9).toCbor()).exitCode()).isEqualTo(17);
    }

    @Test
    void shouldAnswerControlAddresses() {
        change(OWNER, WORKER, List.of(CONTROL));
        MessageReceipt receipt = test.call(STRANGER, miner, 2, new byte[0]);
        assertThat(GetControlAddressesReturn.fromCbor(receipt.returnValue().toArray()))
                .isEqualTo(new GetControlAddressesReturn(id(OWNER), id(WORKER), List.of(id(CONTROL))));
    }

    @Test
    void shouldChangeWorkerAfter900EpochsByMethod21() {
        assertThat(change(OWNER, CONTROL, List.of()).exitCode()).isZero();
        assertThat(test.miner(miner).info().workerChangeEpoch()).isEqualTo(new ChainEpoch(test.height() + 900));
        test.skipTo(test.height() + 890);
        test.call(OWNER, miner, 21, new byte[0]);
        assertThat(test.miner(miner).info().worker()).isEqualTo(id(WORKER));
        test.skipTo(test.height() + 20);
        assertThat(test.call(WORKER, miner, 21, new byte[0]).exitCode()).isEqualTo(18);
        assertThat(test.call(OWNER, miner, 21, new byte[0]).exitCode()).isZero();
        assertThat(test.miner(miner).info().worker()).isEqualTo(id(CONTROL));
        assertThat(test.miner(miner).info().newWorker()).isNull();
    }

    @Test
    void shouldChangeWorkerAtADeadlineEnd() {
        test.preCommit(miner, test.preCommit(1));
        change(OWNER, CONTROL, List.of());
        test.skipTo(test.height() + 961);
        assertThat(test.miner(miner).info().worker()).isEqualTo(id(CONTROL));
    }

    @Test
    void shouldIgnoreASecondWorkerChangeWhileOneIsPending() {
        change(OWNER, CONTROL, List.of());
        long due = test.height() + 900;
        assertThat(change(OWNER, STRANGER, List.of(SECP)).exitCode()).isZero();
        assertThat(test.miner(miner).info().newWorker()).isEqualTo(id(CONTROL));
        assertThat(test.miner(miner).info().workerChangeEpoch()).isEqualTo(new ChainEpoch(due));
        assertThat(test.miner(miner).info().controlAddresses()).containsExactly(id(SECP));
    }

    @Test
    void shouldRefuseCallersOtherThanTheOwner() {
        assertThat(change(WORKER, WORKER, List.of()).exitCode()).isEqualTo(18);
    }

    @Test
    void shouldRefuseBadWorkersAndControls() {
        Address nobody = Address.actor(new byte[20]);
        Address unknown = new ActorId(77_777).address();
        assertThat(change(OWNER, SECP, List.of()).exitCode()).isEqualTo(16);
        assertThat(change(OWNER, unknown, List.of()).exitCode()).isEqualTo(16);
        assertThat(change(OWNER, WORKER, List.of(nobody)).exitCode()).isEqualTo(16);
        assertThat(change(OWNER, WORKER, List.of(unknown)).exitCode()).as("an id stands for itself").isZero();
        assertThat(change(OWNER, WORKER, Collections.nCopies(11, CONTROL)).exitCode()).isEqualTo(16);
        assertThat(change(OWNER, WORKER, Collections.nCopies(10, CONTROL)).exitCode()).isZero();
    }

    private long declare(long method, DeadlineInfo window, BitField sectors) {
        return test.call(WORKER, miner, method,
                new DeclareFaultsParams(List.of(new PartitionSectors(window.index(), 0, sectors))).toCbor()).exitCode();
    }

    @Test
    void shouldRefuseDeclarationsFromTheCutoffOn() {
        test.activate(miner, 1, 2);
        DeadlineInfo window = test.window(miner, 1);
        test.skipTo(window.faultCutoff().value() - 2);
        assertThat(declare(10, window, BitField.of(1))).as(test.error()).isZero();
        assertThat(declare(10, window, BitField.of(2))).isEqualTo(16);
        assertThat(declare(11, window, BitField.of(1))).isEqualTo(16);
        assertThat(test.miner(miner).union(partition -> partition.faults())).isEqualTo(BitField.of(1));
    }

    @Test
    void shouldLosePowerWithADeclaredFaultAndIgnoreRecoveriesOfHealthySectors() {
        test.activate(miner, 1, 2);
        DeadlineInfo window = test.openWindow(miner, 1);
        test.submit(miner, test.post(window));
        test.close(window);
        assertThat(declare(11, window, BitField.of(2))).isZero();
        assertThat(test.miner(miner).union(partition -> partition.recoveries())).isEqualTo(BitField.EMPTY);
        assertThat(declare(10, window, BitField.of(2))).isZero();
        assertThat(test.state().claim(test.miner(miner).id().value()).raw()).isEqualTo(2048);
    }

    @Test
    void shouldRefuseDeclarationsOfUnknownPlaces() {
        test.activate(miner, 1);
        DeadlineInfo window = test.window(miner, 1);
        assertThat(declare(10, window, BitField.of(5))).isEqualTo(16);
        assertThat(test.call(WORKER, miner, 10,
                new DeclareFaultsParams(List.of(new PartitionSectors(48, 0, BitField.of(1)))).toCbor()).exitCode()).isEqualTo(16);
        assertThat(test.call(WORKER, miner, 10,
                new DeclareFaultsParams(List.of(new PartitionSectors(window.index(), 3, BitField.of(1)))).toCbor()).exitCode())
                .isEqualTo(17);
        assertThat(test.call(WORKER, miner, 10,
                new DeclareFaultsParams(List.of(new PartitionSectors(window.index(), 0, BitField.range(0, 25_001)))).toCbor())
                .exitCode()).isEqualTo(16);
    }
}
