package io.sealstream.signer.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sealstream.filecoin.Vector;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class KeyFileTest {
    private static final ScryptCost CHEAP = new ScryptCost(2, 1);

    private static ObjectNode crypto() {
        return Vector.committed("wallet/key-file").getFirst().input().path("crypto").deepCopy();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static Secret hash(String password) {
        try (Secret secret = Secret.take(utf8(password))) {
            return KeyFile.hash(secret);
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

    /** 64 MiB of garbage would stay where nothing else is allocated. */
    @Test
    void shouldGiveBackTheMemoryOfADerivation() {
        try (Secret key = Secret.take(new byte[KeyType.KEY_BYTES]); Secret hash = hash("password")) {
            long before = usedHeap();
            KeyFile file = KeyFile.encrypt(key, hash, new ScryptCost(1 << 16, 1), new SecureRandom());
            assertThat(usedHeap() - before).isLessThan(32 << 20);
            assertThat(file.toJson()).isNotEmpty();
        }
    }

    private static long usedHeap() {
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    @Test
    void shouldNoticeEveryTamperedField() {
        ObjectNode json = crypto();
        String ciphertext = json.path("ciphertext").asText();
        json.put("ciphertext", (ciphertext.charAt(0) == '0' ? "1" : "0") + ciphertext.substring(1));
        try (Secret hash = hash("password")) {
            assertThat(KeyFile.fromJson(utf8(json.toString())).decrypt(hash)).isEqualTo(Optional.empty());
        }
    }

    @Test
    void shouldRefuseCostsThatWouldExhaustMemory() {
        ObjectNode json = crypto();
        ((ObjectNode) json.path("kdfparams")).put("n", 1 << 30);
        assertThatThrownBy(() -> KeyFile.fromJson(utf8(json.toString()))).isInstanceOf(WalletException.class)
                .hasMessageContaining("the cost of scrypt is 1073741824");
    }

    @Test
    void shouldRefuseWhatIsNoKeyFile() {
        for (String text : List.of("", "{}", "[1]", "not json", "{\"cipher\":\"aes-256-gcm\"}")) {
            assertThatThrownBy(() -> KeyFile.fromJson(utf8(text))).isInstanceOf(WalletException.class)
                    .hasMessageContaining("cannot be read");
        }
    }
}
