package io.sealstream.devnet.chain;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.devnet.chain.node.NativeSignatures;
import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.Message;
import io.sealstream.filecoin.Secp256k1;
import io.sealstream.filecoin.Signature;
import io.sealstream.filecoin.SignedMessage;
import io.sealstream.filecoin.TokenAmount;
import io.sealstream.proofs.bls.Bls;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Signatures as the chain checks them, with the real library. */
final class NativeSignaturesTest {
    private final Bls bls = Bls.open();
    private final NativeSignatures signatures = new NativeSignatures(bls);

    private static Message from(Address sender, long nonce) {
        return Message.call(Address.POWER, sender, TokenAmount.ofFil(1), 0, Bytes.EMPTY).withNonce(nonce);
    }

    private SignedMessage signed(byte[] key, long nonce) {
        Message message = from(Address.bls(bls.publicKey(key)), nonce);
        return new SignedMessage(message, Signature.bls(bls.sign(key, message.bytesToSign())));
    }

    @Test
    void shouldTakeBlsSignaturesOfTheSenderOnly() {
        byte[] key = bls.generateKey(new byte[32]);
        SignedMessage good = signed(key, 1);
        assertThat(signatures.verify(good)).isTrue();
        assertThat(signatures.verify(new SignedMessage(good.message().withNonce(2), good.signature()))).isFalse();
        assertThat(signatures.verify(new SignedMessage(good.message(), Signature.bls(new byte[96])))).isFalse();
        assertThat(signatures.verify(new SignedMessage(good.message(), Signature.bls(new byte[5])))).isFalse();
        assertThat(signatures.verify(new SignedMessage(good.message(), Signature.secp256k1(new byte[65])))).isFalse();
    }

    @Test
    void shouldTakeSecp256k1SignaturesOfTheSenderOnly() {
        byte[] key = new byte[32];
        key[31] = 7;
        Message message = from(Secp256k1.address(key), 0);
        SignedMessage good = new SignedMessage(message, Secp256k1.sign(key, message.bytesToSign()));
        assertThat(signatures.verify(good)).isTrue();
        assertThat(signatures.verify(new SignedMessage(message.withNonce(9), good.signature()))).isFalse();
        assertThat(signatures.verify(new SignedMessage(message, Signature.bls(new byte[96])))).isFalse();
    }

    @Test
    void shouldAggregateTheBlsSignaturesOfABlock() {
        byte[] key = bls.generateKey(new byte[32]);
        SignedMessage first = signed(key, 1);
        SignedMessage second = signed(key, 2);
        byte[] aggregate = signatures.aggregate(List.of(first, second)).data().toArray();
        assertThat(bls.verifyAggregate(aggregate, List.of(new Bls.Signed(bls.publicKey(key), first.message().bytesToSign()),
                new Bls.Signed(bls.publicKey(key), second.message().bytesToSign())))).isTrue();
        assertThat(signatures.aggregate(List.of()).data().get(0)).isEqualTo((byte) 0xc0);
    }
}
