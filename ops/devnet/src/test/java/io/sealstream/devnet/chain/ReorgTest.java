package io.sealstream.devnet.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.sealstream.devnet.chain.blocks.Chain;
import io.sealstream.devnet.chain.blocks.Entry;
import io.sealstream.devnet.chain.node.ChainHost;
import io.sealstream.devnet.chain.rpc.DirectCalls;
import io.sealstream.devnet.chain.rules.ProofVerifier;
import io.sealstream.filecoin.ActorId;
import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.SignedMessage;
import io.sealstream.filecoin.TokenAmount;
import io.sealstream.filecoin.json.FilecoinJson;
import io.sealstream.rpc.RpcException;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What a node shows when its chain is replaced by a heavier one, and when it loses its message pool. */
class ReorgTest {
    private final TestChain test = TestChain.funded();

    private SignedMessage push() {
        SignedMessage message = TestChain
                .signed(test.message(TestChain.WORKER, TestChain.STRANGER, TokenAmount.ofFil(1), 0, Bytes.EMPTY));
        test.chain.pool().add(message, test.state());
        return message;
    }

    @Test
    void shouldLandAMessageAgainAfterItsTipsetWasThrownOut() {
        long before = test.height();
        SignedMessage message = push();
        Entry first = test.mine();
        TokenAmount paid = test.state().find(TestChain.STRANGER).orElseThrow().balance();

        assertThat(test.chain.revertTo(before)).isEqualTo(1);

        assertThat(test.chain.store().executed(message.cid())).isEmpty();
        assertThat(test.chain.store().find(first.key())).isEmpty();
        assertThat(test.chain.pool().pending()).containsExactly(message);
        Entry second = test.mine();
        assertThat(second.messages()).containsExactly(message);
        assertThat(second.key()).isNotEqualTo(first.key());
        assertThat(test.state().find(TestChain.STRANGER).orElseThrow().balance()).isEqualTo(paid);
    }

    @Test
    void shouldKeepTheBeaconAndChangeTheTickets() {
        long before = test.height();
        Entry first = test.mine();
        test.chain.revertTo(before);
        Entry second = test.mine();
        assertThat(second.tipSet().minTicketBlock().beaconEntries()).isEqualTo(first.tipSet().minTicketBlock().beaconEntries());
        assertThat(second.tipSet().minTicketBlock().ticket()).isNotEqualTo(first.tipSet().minTicketBlock().ticket());
    }

    @Test
    void shouldForgetThePoolButNotTheChain() {
        SignedMessage landed = push();
        test.mine();
        push();
        test.chain.pool().clear();
        assertThat(test.chain.pool().isEmpty()).isTrue();
        assertThat(test.chain.store().executed(landed.cid())).isPresent();
        assertThat(test.mine().messages()).isEmpty();
    }

    @Test
    void shouldHoldMessagesBackWhileTheScriptedBaseFeeIsAboveTheirCap() {
        push();
        test.chain.script((parent, epoch) -> TokenAmount.ofNanoFil(1));
        assertThat(test.mine().messages()).isEmpty();
        test.chain.script((parent, epoch) -> TokenAmount.ofAtto(100));
        assertThat(test.mine().messages()).hasSize(1);
    }

    @Test
    void shouldAnswerCallersInTheSameProcessLikeTheServer() {
        DirectCalls calls = new DirectCalls(new Host(test));
        assertThat(FilecoinJson.tipSet(calls.call("Filecoin.ChainHead", JsonNodeFactory.instance.arrayNode())).key())
                .isEqualTo(test.chain.head().key());
        assertThatThrownBy(() -> calls.call("Filecoin.Nothing", JsonNodeFactory.instance.arrayNode()))
                .isInstanceOf(RpcException.class).hasMessageContaining("not found");
        assertThatThrownBy(() -> calls.call("Filecoin.StateMinerInfo", JsonNodeFactory.instance.arrayNode()))
                .isInstanceOf(RpcException.class).hasMessage("wrong param count (method 'Filecoin.StateMinerInfo'): 0 != 2");
        assertThatThrownBy(
                () -> calls.call("Filecoin.StateMinerInfo", JsonNodeFactory.instance.arrayNode().add("f0999999").addNull()))
                .isInstanceOf(RpcException.class).hasMessageContaining("actor not found");
    }

    private record Host(TestChain test) implements ChainHost {
        @Override
        public Chain chain() {
            return test.chain;
        }

        @Override
        public ProofVerifier proofs() {
            return test.verifier;
        }

        @Override
        public void push(SignedMessage message) {
            test.chain.pool().add(message, test.state());
        }

        @Override
        public void ticketDrawn(ActorId miner, long epoch) {
            // nobody skips here
        }

        @Override
        public void listen(Consumer<Entry> listener) {
            // nobody waits here
        }

        @Override
        public void forget(Consumer<Entry> listener) {
            // nobody waits here
        }
    }
}
