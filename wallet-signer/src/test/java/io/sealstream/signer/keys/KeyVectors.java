package io.sealstream.signer.keys;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.Message;
import io.sealstream.filecoin.Secp256k1;
import io.sealstream.filecoin.Signature;
import io.sealstream.filecoin.SignatureType;
import io.sealstream.filecoin.SignedMessage;
import io.sealstream.filecoin.Vector;
import io.sealstream.proofs.bls.Bls;
import io.sealstream.signer.crypto.BlsCurve;
import io.sealstream.signer.crypto.Secp256k1Curve;
import io.sealstream.signer.keys.KeyRing.PlainKey;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Keys and signatures: what the native library and this module's own code say of a vector. */
final class KeyVectors {
    private static final Bls BLS = Bls.open();

    private KeyVectors() {}

    static Map<String, Consumer<Vector>> checks() {
        Map<String, Consumer<Vector>> checks = new HashMap<>();
        checks.put("key/signature", KeyVectors::signature);
        checks.put("chain/SignedMessage", KeyVectors::signedMessage);
        checks.put("bls/aggregate", KeyVectors::aggregate);
        checks.put("wallet/key-file", KeyVectors::keyFile);
        return checks;
    }

    private static void signature(Vector vector) {
        byte[] data = Vector.hex(vector.input().path("data_hex")).toArray();
        Bytes key = Vector.hex(vector.input().path("private_key_hex"));
        check(Signature.fromCbor(vector.cborBytes().toArray()), Address.parse(vector.output().path("address").asText()), data,
                key);
        String type = vector.input().path("key_type").asText();
        vector.hint("export_hex").ifPresent(hex -> assertThat(
                new String(ExportedKey.toHex(new PlainKey(KeyType.of(type), key.toArray())), StandardCharsets.US_ASCII))
                .isEqualTo(hex.asText()));
    }

    private static void signedMessage(Vector vector) {
        SignedMessage signed = SignedMessage.fromCbor(vector.cborBytes().toArray());
        Message message = signed.message();
        vector.hint("private_key_hex").map(Vector::hex)
                .ifPresent(key -> check(signed.signature(), message.from(), message.bytesToSign(), key));
    }

    /** The vector's signature holds; ours does, too, and is the same where the scheme is deterministic. */
    private static void check(Signature signature, Address signer, byte[] data, Bytes privateKey) {
        assertThat(holds(signature, signer, data)).as("signature of %s", signer).isTrue();
        if (signature.type() == SignatureType.DELEGATED) {
            return; // this wallet has no such keys; the library has checked it
        }
        Curve curve = signature.type() == SignatureType.BLS ? new BlsCurve(BLS) : new Secp256k1Curve();
        try (Secret key = Secret.take(privateKey.toArray())) {
            assertThat(curve.address(key)).isEqualTo(signer);
            Signature own = curve.sign(key, data);
            assertThat(holds(own, signer, data)).as("own signature of %s", signer).isTrue();
            if (signature.type() == SignatureType.BLS) {
                assertThat(own).isEqualTo(signature);
            }
        }
    }

    private static boolean holds(Signature signature, Address signer, byte[] data) {
        return signature.type() == SignatureType.BLS
                ? BLS.verify(signature.data().toArray(), signer.payload(), data)
                : Secp256k1.verify(signature, signer, data);
    }

    private static void aggregate(Vector vector) {
        List<JsonNode> members = vector.input().valueStream().toList();
        Bytes expected = Vector.hex(vector.output());
        assertThat(Bytes.of(BLS.aggregate(members.stream().map(member -> bytes(member, "signature_hex")).toList())))
                .isEqualTo(expected);
        List<Bls.Signed> signed = members.stream()
                .map(member -> new Bls.Signed(bytes(member, "public_key_hex"), bytes(member, "data_hex"))).toList();
        assertThat(BLS.verifyAggregate(expected.toArray(), signed)).as("aggregate holds").isTrue();
    }

    private static byte[] bytes(JsonNode member, String name) {
        return Vector.hex(member.path(name)).toArray();
    }

    private static void keyFile(Vector vector) {
        JsonNode output = vector.output();
        byte[] password = vector.input().path("password").asText().getBytes(StandardCharsets.UTF_8);
        byte[] json = vector.input().path("crypto").toString().getBytes(StandardCharsets.UTF_8);
        try (Secret plain = Secret.take(password); Secret hash = KeyFile.hash(plain)) {
            assertThat(bytes(hash)).isEqualTo(Vector.hex(output.path("keccak256_password_hex")));
            try (Secret key = KeyFile.fromJson(json).decrypt(hash).orElseThrow(() -> new AssertionError("password refused"))) {
                assertThat(bytes(key)).isEqualTo(Vector.hex(output.path("private_key_hex")));
                assertThat(address(output.path("key_type").asText(), key)).hasToString(output.path("address").asText());
            }
        }
    }

    private static Address address(String keyType, Secret key) {
        return switch (keyType) {
            case "bls" -> new BlsCurve(BLS).address(key);
            case "delegated" -> Address.ethereum(key.with(Secp256k1::publicKey));
            case "secp256k1" -> new Secp256k1Curve().address(key);
            default -> throw new AssertionError("key type " + keyType);
        };
    }

    private static Bytes bytes(Secret secret) {
        return secret.with(Bytes::of);
    }
}
