package io.sealstream.devnet.chain;

import static io.sealstream.devnet.chain.TestChain.OWNER;
import static io.sealstream.devnet.chain.TestChain.SECP;
import static io.sealstream.devnet.chain.TestChain.STRANGER;
import static io.sealstream.devnet.chain.TestChain.WINDOW_2KIB;
import static io.sealstream.devnet.chain.TestChain.WORKER;
import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.devnet.chain.miner.Miner;
import io.sealstream.filecoin.ActorId;
import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.filecoin.MessageReceipt;
import io.sealstream.filecoin.TokenAmount;
import io.sealstream.filecoin.actors.CreateMinerParams;
import io.sealstream.filecoin.actors.CreateMinerReturn;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The rows of CreateMiner in chain.md 4.9. */
final class CreateMinerRulesTest {
    private final TestChain test = TestChain.funded();

    private TokenAmount deposit() {
        return test.chain.rules().economy().createMinerDeposit(2048);
    }

    private MessageReceipt create(TokenAmount value, CreateMinerParams params) {
        return test.send(STRANGER, Address.POWER, value, TestChain.CREATE_MINER, Bytes.of(params.toCbor()));
    }

    private static CreateMinerParams params(Address owner, Address worker, long type) {
        return new CreateMinerParams(owner, worker, type, Bytes.EMPTY, List.of());
    }

    @Test
    void shouldCreateMinerForAnyCallerWithItsDepositLocked() {
        MessageReceipt receipt = create(deposit().plus(TokenAmount.ofFil(1)), TestChain.createParams());
        assertThat(receipt.exitCode()).isZero();
        CreateMinerReturn created = CreateMinerReturn.fromCbor(receipt.returnValue().toArray());
        Miner miner = test.miner(created.robustAddress());
        assertThat(created.idAddress()).isEqualTo(miner.id().address());
        assertThat(miner.info().owner()).isEqualTo(test.state().idOf(OWNER).orElseThrow());
        assertThat(miner.info().worker()).isEqualTo(test.state().idOf(WORKER).orElseThrow());
        assertThat(miner.funds().locked()).isEqualTo(deposit());
        assertThat(miner.funds().available(test.state().balance(miner.id().value()))).isEqualTo(TokenAmount.ofFil(1));
        assertThat(miner.cronActive()).isFalse();
    }

    @Test
    void shouldDeriveRobustAddressAndPeriodFromMessageAndEpoch() {
        CreateMinerReturn created = CreateMinerReturn
                .fromCbor(create(TokenAmount.ofFil(1), TestChain.createParams()).returnValue().toArray());
        long offset = test.chain.rules().policy().schedule().newMinerOffset(test.miner(created.idAddress()).id(),
                new ChainEpoch(test.height()));
        assertThat(created.robustAddress()).isEqualTo(Address.newActor(STRANGER, 0, 0));
        assertThat(test.miner(created.idAddress()).periodOffset()).isEqualTo(offset);
    }

    @Test
    void shouldRefuseValueBelowDeposit() {
        assertThat(create(deposit().minus(TokenAmount.ofAtto(1)), TestChain.createParams()).exitCode()).isEqualTo(19);
        assertThat(test.state().miners()).isEmpty();
    }

    @Test
    void shouldRefuseWorkerWithoutBlsKey() {
        assertThat(create(TokenAmount.ofFil(1), params(OWNER, SECP, WINDOW_2KIB)).exitCode()).isEqualTo(16);
    }

    @Test
    void shouldRefuseWorkerThatIsNoAccount() {
        assertThat(create(TokenAmount.ofFil(1), params(OWNER, Address.POWER, WINDOW_2KIB)).exitCode()).isEqualTo(16);
    }

    @Test
    void shouldRefuseUnknownOwnerAndWorker() {
        Address unknown = new ActorId(99_999).address();
        assertThat(create(TokenAmount.ofFil(1), params(Address.actor(new byte[20]), WORKER, WINDOW_2KIB)).exitCode())
                .isEqualTo(16);
        assertThat(create(TokenAmount.ofFil(1), params(OWNER, unknown, WINDOW_2KIB)).exitCode()).isEqualTo(16);
    }

    @Test
    void shouldRefuseProofTypesThatTheNetworkDoesNotHave() {
        assertThat(create(TokenAmount.ofFil(1), params(OWNER, WORKER, 5)).exitCode()).isEqualTo(16);
        assertThat(create(TokenAmount.ofFil(1), params(OWNER, WORKER, 13)).exitCode()).isEqualTo(16);
    }

    @Test
    void shouldRefuseLongPeerIdAndEmptyOrLongMultiaddrs() {
        CreateMinerParams peer = new CreateMinerParams(OWNER, WORKER, WINDOW_2KIB, Bytes.of(new byte[129]), List.of());
        CreateMinerParams empty = new CreateMinerParams(OWNER, WORKER, WINDOW_2KIB, Bytes.EMPTY, List.of(Bytes.EMPTY));
        CreateMinerParams many = new CreateMinerParams(OWNER, WORKER, WINDOW_2KIB, Bytes.EMPTY,
                List.of(Bytes.of(new byte[1000]), Bytes.of(new byte[25])));
        for (CreateMinerParams each : List.of(peer, empty, many)) {
            assertThat(create(TokenAmount.ofFil(1), each).exitCode()).isEqualTo(16);
        }
    }
}
