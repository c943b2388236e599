package io.sealstream.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.Secp256k1;
import io.sealstream.filecoin.Signature;
import io.sealstream.proofs.bls.Bls;
import org.junit.jupiter.api.Test;

class AnswerCheckTest {
    private static final byte[] PRIVATE = new byte[32];

    static {
        PRIVATE[31] = 7;
    }

    private final BareLibrary library = new BareLibrary();
    private final SigningKey key = new SigningKey(BareLibrary.SECP256K1, Secp256k1.address(PRIVATE));
    private final AnswerCheck check = new AnswerCheck(library, key);

    private Signature signature(long nonce) {
        return Secp256k1.sign(PRIVATE, key.message(nonce).bytesToSign());
    }

    @Test
    void shouldTakeSignaturesOfWhatWasAsked() {
        check.signed(0, signature(0));
        check.signed(500, signature(500));

        assertThatCode(check::check).doesNotThrowAnyException();
    }

    @Test
    void shouldFindTheSignatureOfAnotherMessage() {
        check.signed(500, signature(501));

        assertThatThrownBy(check::check).isInstanceOf(BenchException.class)
                .hasMessageContaining("the signature of message 500 of " + key.address() + " does not verify");
    }

    @Test
    void shouldGiveTheReasonOfTheFirstRefusal() {
        check.refused("the wallet is locked");
        check.refused("something else");

        assertThatThrownBy(check::check).hasMessage("a message was not signed: the wallet is locked");
    }

    @Test
    void shouldVerifySignaturesOfBlsKeys() {
        Bls bls = Bls.open();
        SigningKey other = new SigningKey(BareLibrary.BLS, Address.bls(bls.publicKey(PRIVATE)));
        Signature made = Signature.bls(bls.sign(PRIVATE, other.message(3).bytesToSign()));

        assertThat(library.verifies(made, other, other.message(3))).isTrue();
        assertThat(library.verifies(made, other, other.message(4))).isFalse();
    }
}
