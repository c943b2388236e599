package io.sealstream.signer.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sealstream.proofs.bls.Bls;
import io.sealstream.signer.Vectors;
import io.sealstream.signer.crypto.BlsCurve;
import io.sealstream.signer.crypto.Secp256k1Curve;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class KeyFileTest {
    private static final ScryptCost CHEAP = new ScryptCost(2, 1);

    static List<JsonNode> keyFiles() {
        return Vectors.of("wallet/key-file");
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static Secret hash(String password) {
        try (Secret secret = Secret.take(utf8(password))) {
            return KeyFile.hash(secret);
        }
    }

    @ParameterizedTest
    @MethodSource("keyFiles")
    void shouldDecryptKeyFileVector(JsonNode vector) {
        JsonNode input = vector.path("json_value").path("input");
        JsonNode output = vector.path("json_value").path("output");
        Curve curve = switch (KeyType.of(output.path("key_type").asText())) {
            case BLS -> new BlsCurve(Bls.open());
            case SECP256K1 -> new Secp256k1Curve();
        };
        try (Secret hash = hash(input.path("password").asText())) {
            assertThat(hash.<byte[]>with(byte[]::clone)).isEqualTo(Vectors.hex(output.path("keccak256_password_hex")));
            try (Secret key = KeyFile.fromJson(utf8(input.path("crypto").toString())).decrypt(hash).orElseThrow()) {
                assertThat(key.<byte[]>with(byte[]::clone)).isEqualTo(Vectors.hex(output.path("private_key_hex")));
                assertThat(curve.address(key)).hasToString(output.path("address").asText());
            }
        }
    }

    @Test
    void shouldReadBackWhatItWrote() {
        byte[] plain = new byte[KeyType.KEY_BYTES];
        new SecureRandom().nextBytes(plain);
        try (Secret key = Secret.take(plain.clone()); Secret hash = hash("right"); Secret wrong = hash("wrong")) {
            KeyFile file = KeyFile.fromJson(KeyFile.encrypt(key, hash, CHEAP, new SecureRandom()).toJson());
            assertThat(file.decrypt(hash).orElseThrow().<byte[]>with(byte[]::clone)).isEqualTo(plain);
            assertThat(file.decrypt(wrong)).isEqualTo(Optional.empty());
        }
    }

    @Test
    void shouldNoticeEveryTamperedField() {
        ObjectNode json = (ObjectNode) keyFiles().getFirst().path("json_value").path("input").path("crypto").deepCopy();
        String ciphertext = json.path("ciphertext").asText();
        json.put("ciphertext", (ciphertext.charAt(0) == '0' ? "1" : "0") + ciphertext.substring(1));
        try (Secret hash = hash("password")) {
            assertThat(KeyFile.fromJson(utf8(json.toString())).decrypt(hash)).isEqualTo(Optional.empty());
        }
    }

    @Test
    void shouldRefuseCostsThatWouldExhaustMemory() {
        ObjectNode json = (ObjectNode) keyFiles().getFirst().path("json_value").path("input").path("crypto").deepCopy();
        ((ObjectNode) json.path("kdfparams")).put("n", 1 << 30);
        assertThatThrownBy(() -> KeyFile.fromJson(utf8(json.toString()))).isInstanceOf(WalletException.class)
                .hasMessageContaining("scrypt-n");
    }

    @Test
    void shouldRefuseWhatIsNoKeyFile() {
        for (String text : List.of("", "{}", "[1]", "not json", "{\"cipher\":\"aes-256-gcm\"}")) {
            assertThatThrownBy(() -> KeyFile.fromJson(utf8(text))).isInstanceOf(WalletException.class)
                    .hasMessageContaining("cannot be read");
        }
    }
}
