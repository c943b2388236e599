package io.sealstream.signer.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.Secp256k1;
import io.sealstream.filecoin.Signature;
import io.sealstream.proofs.bls.Bls;
import io.sealstream.signer.keys.Curve;
import io.sealstream.signer.keys.KeyType;
import io.sealstream.signer.keys.Secret;
import io.sealstream.signer.keys.WalletException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CurvesTest {
    private static final Bls BLS = Bls.open();

    private static Curve curve(KeyType type) {
        return switch (type) {
            case BLS -> new BlsCurve(BLS);
            case SECP256K1 -> new Secp256k1Curve();
        };
    }

    private static boolean holds(Signature signature, Address signer, byte[] data) {
        return switch (signature.type()) {
            case BLS -> BLS.verify(signature.data().toArray(), signer.payload(), data);
            case SECP256K1 -> Secp256k1.verify(signature, signer, data);
            case DELEGATED -> false;
        };
    }

    @ParameterizedTest
    @EnumSource(KeyType.class)
    void shouldSignDeterministicallyWithFreshKeys(KeyType type) {
        byte[] data = { 1, 2, 3};
        try (Secret key = curve(type).generate(new SecureRandom()); Secret other = curve(type).generate(new SecureRandom())) {
            Signature signature = curve(type).sign(key, data);
            assertThat(curve(type).sign(key, data)).isEqualTo(signature);
            assertThat(holds(signature, curve(type).address(key), data)).isTrue();
            assertThat(holds(signature, curve(type).address(other), data)).isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource(KeyType.class)
    void shouldRefuseBytesThatAreNoKey(KeyType type) {
        byte[] tooLarge = new byte[KeyType.KEY_BYTES];
        Arrays.fill(tooLarge, (byte) 0xff);
        try (Secret zero = Secret.take(new byte[KeyType.KEY_BYTES]);
                Secret large = Secret.take(tooLarge);
                Secret shortKey = Secret.take(new byte[31])) {
            for (Secret bad : List.of(zero, large, shortKey)) {
                assertThatThrownBy(() -> curve(type).address(bad)).isInstanceOf(WalletException.class).hasMessageContaining("no");
            }
        }
    }
}
