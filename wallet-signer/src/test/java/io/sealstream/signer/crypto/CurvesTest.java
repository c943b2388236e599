package io.sealstream.signer.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.Message;
import io.sealstream.filecoin.Secp256k1;
import io.sealstream.filecoin.Signature;
import io.sealstream.filecoin.SignedMessage;
import io.sealstream.proofs.bls.Bls;
import io.sealstream.signer.Vectors;
import io.sealstream.signer.keys.Curve;
import io.sealstream.signer.keys.KeyType;
import io.sealstream.signer.keys.Secret;
import io.sealstream.signer.keys.WalletException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class CurvesTest {
    private static final Bls BLS = Bls.open();

    private static Curve curve(KeyType type) {
        return switch (type) {
            case BLS -> new BlsCurve(BLS);
            case SECP256K1 -> new Secp256k1Curve();
        };
    }

    static List<JsonNode> keySignatures() {
        return Vectors.of("key/signature");
    }

    static List<JsonNode> signedMessages() {
        return Vectors.of("chain/SignedMessage");
    }

    private static boolean holds(Signature signature, Address signer, byte[] data) {
        return switch (signature.type()) {
            case BLS -> BLS.verify(signature.data().toArray(), signer.payload(), data);
            case SECP256K1 -> Secp256k1.verify(signature, signer, data);
            case DELEGATED -> false;
        };
    }

    @ParameterizedTest
    @MethodSource("keySignatures")
    void shouldMatchKeySignatureVector(JsonNode vector) {
        JsonNode input = vector.path("json_value").path("input");
        JsonNode output = vector.path("json_value").path("output");
        Curve curve = curve(KeyType.of(input.path("key_type").asText()));
        byte[] data = Vectors.hex(input.path("data_hex"));
        try (Secret key = Secret.take(Vectors.hex(input.path("private_key_hex")))) {
            Address address = curve.address(key);
            Signature signature = curve.sign(key, data);
            assertThat(address).hasToString(output.path("address").asText());
            assertThat(holds(signature, address, data)).isTrue();
            assertThat(holds(Signature.fromCbor(Vectors.hex(vector.path("cbor_hex"))), address, data)).isTrue();
            if (curve.type() == KeyType.BLS) {
                assertThat(signature.toCbor()).isEqualTo(Vectors.hex(vector.path("cbor_hex")));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("signedMessages")
    void shouldMatchSignedMessageVector(JsonNode vector) {
        JsonNode extra = vector.path("extra");
        SignedMessage expected = SignedMessage.fromCbor(Vectors.hex(vector.path("cbor_hex")));
        Message message = expected.message();
        Curve curve = curve(KeyType.of(extra.path("key_type").asText()));
        try (Secret key = Secret.take(Vectors.hex(extra.path("private_key_hex")))) {
            assertThat(curve.address(key)).isEqualTo(message.from());
            assertThat(message.bytesToSign()).isEqualTo(Vectors.hex(extra.path("bytes_to_sign_hex"))).hasSize(38);
            SignedMessage signed = new SignedMessage(message, curve.sign(key, message.bytesToSign()));
            assertThat(holds(signed.signature(), message.from(), message.bytesToSign())).isTrue();
            assertThat(holds(expected.signature(), message.from(), message.bytesToSign())).isTrue();
            if (curve.type() == KeyType.BLS) {
                assertThat(signed.toCbor()).isEqualTo(Vectors.hex(vector.path("cbor_hex")));
                assertThat(signed.cid()).hasToString(vector.path("cid").asText());
            }
        }
    }

    @Test
    void shouldMatchAggregateVector() {
        for (JsonNode vector : Vectors.of("bls/aggregate")) {
            JsonNode members = vector.path("json_value").path("input");
            byte[] aggregate = BLS.aggregate(stream(members).map(member -> Vectors.hex(member.path("signature_hex"))).toList());
            assertThat(aggregate).isEqualTo(Vectors.hex(vector.path("json_value").path("output")));
            assertThat(BLS.verifyAggregate(aggregate, stream(members)
                    .map(member -> new Bls.Signed(Vectors.hex(member.path("public_key_hex")),
                            Vectors.hex(member.path("data_hex"))))
                    .toList())).isTrue();
        }
    }

    private static Stream<JsonNode> stream(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
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
