package io.sealstream.signer.keys;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sealstream.filecoin.Hashes;
import io.sealstream.signer.keys.WalletException.Reason;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * A secret encrypted under a password, in venus-wallet's JSON ({@code crypto/aes/key.go}, itself the layout of Ethereum key files):
 * {@code dk = kdf(Keccak-256(password))}, AES-128-CTR under {@code dk[0..16]}, mac = Keccak-256({@code dk[16..32] ‖ ciphertext}).
 */
final class KeyFile {
    private static final String CIPHER = "aes-128-ctr";
    private static final int SALT_BYTES = 32;
    private static final int IV_BYTES = 16;
    private static final int AES_BYTES = 16;
    private static final HexFormat HEX = HexFormat.of();
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Kdf kdf;
    private final byte[] iv;
    private final byte[] ciphertext;
    private final byte[] mac;

    private KeyFile(Kdf kdf, byte[] iv, byte[] ciphertext, byte[] mac) {
        this.kdf = kdf;
        this.iv = iv;
        this.ciphertext = ciphertext;
        this.mac = mac;
    }

    /** The hash of a password that key files use in its place. */
    static Secret hash(Secret password) {
        return password.with(plain -> Secret.take(Hashes.keccak256(plain)));
    }

    static KeyFile encrypt(Secret plain, Secret passwordHash, ScryptCost cost, SecureRandom random) {
        byte[] salt = new byte[SALT_BYTES];
        byte[] iv = new byte[IV_BYTES];
        random.nextBytes(salt);
        random.nextBytes(iv);
        Kdf kdf = new Kdf.Scrypt(cost, salt);
        try (Secret derived = derive(kdf, passwordHash)) {
            byte[] ciphertext = plain.with(bytes -> crypt(Cipher.ENCRYPT_MODE, derived, iv, bytes));
            return new KeyFile(kdf, iv, ciphertext, mac(derived, ciphertext));
        }
    }

    /** The plain bytes, or empty if the password is not the one it was encrypted under (or the file was changed). */
    Optional<Secret> decrypt(Secret passwordHash) {
        try (Secret derived = derive(kdf, passwordHash)) {
            if (!MessageDigest.isEqual(mac, mac(derived, ciphertext))) {
                return Optional.empty();
            }
            return Optional.of(Secret.take(crypt(Cipher.DECRYPT_MODE, derived, iv, ciphertext)));
        }
    }

    private static Secret derive(Kdf kdf, Secret passwordHash) {
        return passwordHash.with(hash -> Secret.take(kdf.derive(hash)));
    }

    private static byte[] mac(Secret derived, byte[] ciphertext) {
        return derived.with(key -> {
            byte[] input = Arrays.copyOfRange(key, AES_BYTES, Kdf.DERIVED_BYTES + ciphertext.length);
            System.arraycopy(ciphertext, 0, input, Kdf.DERIVED_BYTES - AES_BYTES, ciphertext.length);
            byte[] mac = Hashes.keccak256(input);
            Arrays.fill(input, (byte) 0);
            return mac;
        });
    }

    private static byte[] crypt(int mode, Secret derived, byte[] iv, byte[] input) {
        return derived.with(key -> {
            try {
                Cipher cipher = Cipher.getInstance("AES/CTR/NoPadding");
                cipher.init(mode, new SecretKeySpec(key, 0, AES_BYTES, "AES"), new IvParameterSpec(iv));
                return cipher.doFinal(input);
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("every Java platform has AES in counter mode", e);
            }
        });
    }

    byte[] toJson() {
        if (!(kdf instanceof Kdf.Scrypt scrypt)) {
            throw new IllegalStateException("key files are only written with scrypt");
        }
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("cipher", CIPHER).put("ciphertext", HEX.formatHex(ciphertext));
        json.putObject("cipherparams").put("iv", HEX.formatHex(iv));
        json.put("kdf", "scrypt");
        json.putObject("kdfparams").put("dklen", Kdf.DERIVED_BYTES).put("n", scrypt.cost().n()).put("p", scrypt.cost().p())
                .put("r", Kdf.Scrypt.BLOCK_SIZE).put("salt", HEX.formatHex(scrypt.salt()));
        json.put("mac", HEX.formatHex(mac));
        try {
            return JSON.writeValueAsBytes(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of text and numbers is always JSON", e);
        }
    }

    /** Reads a key file; what it does not understand is refused as damaged. */
    static KeyFile fromJson(byte[] text) {
        try {
            return read(JSON.readTree(text));
        } catch (IOException | IllegalArgumentException e) {
            throw new WalletException(Reason.DAMAGED, "an encrypted key cannot be read: " + firstLine(e), e);
        }
    }

    private static KeyFile read(JsonNode json) {
        require(CIPHER.equals(json.path("cipher").asText()), "its cipher is not " + CIPHER);
        byte[] iv = hex(json.path("cipherparams").path("iv"), "iv");
        require(iv.length == IV_BYTES, "its iv has " + iv.length + " bytes instead of " + IV_BYTES);
        return new KeyFile(kdf(json.path("kdf").asText(), json.path("kdfparams")), iv, hex(json.path("ciphertext"), "ciphertext"),
                hex(json.path("mac"), "mac"));
    }

    private static Kdf kdf(String name, JsonNode params) {
        require(params.path("dklen").asInt() == Kdf.DERIVED_BYTES, "dklen is not " + Kdf.DERIVED_BYTES);
        byte[] salt = hex(params.path("salt"), "salt");
        return switch (name) {
            case "scrypt" -> scrypt(params, salt);
            case "pbkdf2" -> pbkdf2(params, salt);
            default -> throw new IllegalArgumentException("its kdf is neither scrypt nor pbkdf2");
        };
    }

    private static Kdf scrypt(JsonNode params, byte[] salt) {
        require(params.path("r").asInt() == Kdf.Scrypt.BLOCK_SIZE, "scrypt's r is not " + Kdf.Scrypt.BLOCK_SIZE);
        return new Kdf.Scrypt(new ScryptCost(params.path("n").asInt(), params.path("p").asInt()), salt);
    }

    private static Kdf pbkdf2(JsonNode params, byte[] salt) {
        require("hmac-sha256".equals(params.path("prf").asText()), "pbkdf2's prf is not hmac-sha256");
        int iterations = params.path("c").asInt();
        require(iterations > 0 && iterations <= Kdf.Pbkdf2.MAX_ITERATIONS, "pbkdf2's c is " + iterations);
        return new Kdf.Pbkdf2(iterations, salt);
    }

    private static byte[] hex(JsonNode node, String name) {
        require(node.isTextual() && !node.asText().isEmpty(), name + " is missing");
        return HEX.parseHex(node.asText());
    }

    private static void require(boolean good, String sentence) {
        if (!good) {
            throw new IllegalArgumentException(sentence);
        }
    }

    private static String firstLine(@Nullable Throwable e) {
        String message = e == null ? null : e.getMessage();
        return message == null ? "it is no JSON" : message.lines().findFirst().orElse("it is no JSON");
    }
}
