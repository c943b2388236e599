package io.sealstream.devnet.chain;

import static io.sealstream.devnet.chain.TestChain.OWNER;
import static io.sealstream.devnet.chain.TestChain.STRANGER;
import static io.sealstream.devnet.chain.TestChain.WORKER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealstream.devnet.chain.blocks.MessagePool;
import io.sealstream.devnet.chain.blocks.PoolRefusal;
import io.sealstream.devnet.chain.blocks.Signatures;
import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.Gas;
import io.sealstream.filecoin.Message;
import io.sealstream.filecoin.Signature;
import io.sealstream.filecoin.SignedMessage;
import io.sealstream.filecoin.TokenAmount;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the pool takes: chain.md 4.13, 5.3. */
final class MessagePoolTest {
    private final TestChain test = TestChain.funded();
    private final MessagePool pool = test.chain.pool();

    private Message message() {
        return test.message(OWNER, WORKER, TokenAmount.ZERO, 0, Bytes.EMPTY);
    }

    private void refused(Message message, String why) {
        assertThatThrownBy(() -> {
            pool.requireValid(TestChain.signed(message));
            pool.add(TestChain.signed(message), test.state());
        }).isInstanceOf(PoolRefusal.class).hasMessageContaining(why);
        assertThat(pool.isEmpty()).isTrue();
    }

    @Test
    void shouldRefuseMessagesOutOfRange() {
        Message good = message();
        refused(new Message(WORKER, OWNER, good.nonce(), TokenAmount.ZERO, good.gasLimit(), good.gasFeeCap(), good.gasPremium(),
                0,
                Bytes.of(new byte[64 << 10])), "too big");
        refused(test.message(OWNER, WORKER, TokenAmount.ofFil(2_000_000_000), 0, Bytes.EMPTY), "Value");
        refused(test.message(OWNER, WORKER, TokenAmount.ofAtto(-1), 0, Bytes.EMPTY), "Value");
        refused(good.withGas(Gas.BLOCK_LIMIT + 1, good.gasFeeCap(), good.gasPremium()), "GasLimit");
        refused(good.withGas(1000, good.gasFeeCap(), good.gasPremium()), "GasLimit");
        refused(good.withGas(good.gasLimit(), TokenAmount.ofAtto(99), TokenAmount.ofAtto(1)), "minimum base fee");
        refused(good.withGas(good.gasLimit(), TokenAmount.ofAtto(200), TokenAmount.ofAtto(201)), "GasPremium");
        refused(good.withFrom(Address.id(1000)), "key address");
    }

    @Test
    void shouldRefuseForeignSignatures() {
        Signatures nothing = new Signatures() {
            @Override
            public boolean verify(SignedMessage message) {
                return false;
            }

            @Override
            public Signature aggregate(List<SignedMessage> messages) {
                return TestChain.TRUSTING.aggregate(messages);
            }
        };
        MessagePool strict = new MessagePool(test.chain.rules(), nothing);
        assertThatThrownBy(() -> strict.requireValid(TestChain.signed(message())))
                .hasMessageContaining("signature verification failed");
    }

    @Test
    void shouldRefuseUsedNoncesAndGapsAboveFour() {
        test.send(OWNER, WORKER, TokenAmount.ZERO, 0, Bytes.EMPTY);
        Message good = message();
        refused(good.withNonce(good.nonce() - 1), "nonce too low");
        refused(good.withNonce(good.nonce() + 5), "too big a gap");
        pool.add(TestChain.signed(good.withNonce(good.nonce() + 4)), test.state());
        assertThat(pool.nextNonce(OWNER, test.state())).isEqualTo(good.nonce());
        assertThat(test.mine().messages()).isEmpty();
    }

    @Test
    void shouldCountPendingMessagesForTheNextNonce() {
        Message good = message();
        pool.add(TestChain.signed(good), test.state());
        assertThat(pool.nextNonce(OWNER, test.state())).isEqualTo(good.nonce() + 1);
    }

    @Test
    void shouldReplaceOnlyForATenthMorePremium() {
        Message good = message().withGas(10_000_000, TokenAmount.ofAtto(10_000), TokenAmount.ofAtto(1000));
        pool.add(TestChain.signed(good), test.state());
        pool.add(TestChain.signed(good), test.state());
        Message little = good.withGas(10_000_000, TokenAmount.ofAtto(10_000), TokenAmount.ofAtto(1100));
        assertThatThrownBy(() -> pool.add(TestChain.signed(little), test.state())).hasMessageContaining("replace by fee");
        Message enough = good.withGas(10_000_000, TokenAmount.ofAtto(10_000), TokenAmount.ofAtto(1101));
        pool.add(TestChain.signed(enough), test.state());
        assertThat(pool.pending()).containsExactly(TestChain.signed(enough));
    }

    @Test
    void shouldRefuseWhatTheSenderCannotPay() {
        Message good = message();
        refused(good.withGas(1_000_000_000, TokenAmount.ofNanoFil(101), TokenAmount.ZERO), "not enough funds");
        refused(test.message(OWNER, WORKER, TokenAmount.ofFil(101), 0, Bytes.EMPTY), "not enough funds");
        pool.add(TestChain.signed(test.message(OWNER, WORKER, TokenAmount.ofFil(60), 0, Bytes.EMPTY)), test.state());
        Message second = test.message(OWNER, WORKER, TokenAmount.ofFil(60), 0, Bytes.EMPTY);
        assertThatThrownBy(() -> pool.add(TestChain.signed(second), test.state())).hasMessageContaining("not enough funds");
    }

    @Test
    void shouldKeepMessagesBelowTheBaseFeeAndForgetThoseWhoseNonceIsUsed() {
        Message good = message();
        pool.add(TestChain.signed(good), test.state());
        test.mine();
        assertThat(pool.isEmpty()).isTrue();
        assertThat(pool.known(TestChain.signed(good).cid())).isPresent();
    }

    @Test
    void shouldSelectByPremiumWithinABlocksGas() {
        for (Address sender : List.of(OWNER, WORKER, STRANGER)) {
            Message base = test.message(sender, TestChain.CONTROL, TokenAmount.ZERO, 0, Bytes.EMPTY);
            long premium = sender.equals(WORKER) ? 300 : sender.equals(OWNER) ? 200 : 100;
            pool.add(TestChain.signed(base.withGas(4_000_000_000L, TokenAmount.ofAtto(1000), TokenAmount.ofAtto(premium))),
                    test.state());
        }
        assertThat(test.mine().messages()).extracting(each -> each.message().from()).containsExactlyInAnyOrder(WORKER, OWNER);
        assertThat(test.mine().messages()).extracting(each -> each.message().from()).containsExactly(STRANGER);
    }
}
