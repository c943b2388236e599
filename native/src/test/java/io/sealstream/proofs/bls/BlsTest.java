package io.sealstream.proofs.bls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sealstream.proofs.bls.Bls.Signed;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

class BlsTest {
    private final Bls bls = Bls.open();

    private static List<JsonNode> vectors(String type) throws IOException {
        try (InputStream in = BlsTest.class.getResourceAsStream("/vectors/bls.json")) {
            JsonNode root = new ObjectMapper().readTree(in);
            return StreamSupport.stream(root.path("vectors").spliterator(), false)
                    .filter(vector -> vector.path("type").asText().equals(type)).map(vector -> vector.path("json_value"))
                    .toList();
        }
    }

    private static byte[] hex(JsonNode node) {
        return HexFormat.of().parseHex(node.asText());
    }

    @Test
    void shouldSignAsTheGoldenVectorsDo() throws IOException {
        List<JsonNode> vectors = vectors("key/signature");
        assertThat(vectors).isNotEmpty();
        for (JsonNode vector : vectors) {
            byte[] key = hex(vector.path("input").path("private_key_hex"));
            byte[] message = hex(vector.path("input").path("data_hex"));
            byte[] expected = Base64.getDecoder()
                    .decode(vector.path("output").path("signature").path("Data").asText());

            byte[] publicKey = bls.publicKey(key);

            assertThat(publicKey).isEqualTo(hex(vector.path("output").path("public_key_hex")));
            assertThat(bls.sign(key, message)).isEqualTo(expected);
            assertThat(bls.verify(expected, publicKey, message)).isTrue();
        }
    }

    @Test
    void shouldAggregateAsTheGoldenVectorsDo() throws IOException {
        List<JsonNode> vectors = vectors("bls/aggregate");
        assertThat(vectors).isNotEmpty();
        for (JsonNode vector : vectors) {
            List<byte[]> signatures = new ArrayList<>();
            List<Signed> signers = new ArrayList<>();
            for (JsonNode member : vector.path("input")) {
                signatures.add(hex(member.path("signature_hex")));
                signers.add(new Signed(hex(member.path("public_key_hex")), hex(member.path("data_hex"))));
            }

            byte[] aggregate = bls.aggregate(signatures);

            assertThat(aggregate).isEqualTo(hex(vector.path("output")));
            assertThat(bls.verifyAggregate(aggregate, signers)).isTrue();
            assertThat(bls.verifyAggregate(aggregate, signers.subList(1, signers.size()))).isFalse();
        }
    }

    @Test
    void shouldRefuseAChangedSignatureMessageOrKey() {
        byte[] key = bls.generateKey(new byte[32]);
        byte[] other = bls.generateKey(new byte[33]);
        byte[] message = { 1, 2, 3};
        byte[] signature = bls.sign(key, message);

        assertThat(bls.verify(signature, bls.publicKey(key), message)).isTrue();
        assertThat(bls.verify(signature, bls.publicKey(other), message)).isFalse();
        assertThat(bls.verify(signature, bls.publicKey(key), new byte[]{ 1, 2, 4})).isFalse();
        signature[95] ^= 1;
        assertThat(bls.verify(signature, bls.publicKey(key), message)).isFalse();
    }

    @Test
    void shouldRefuseTheKeyAtInfinity() {
        byte[] infinityKey = new byte[Bls.PUBLIC_KEY];
        infinityKey[0] = (byte) 0xc0;
        byte[] infinitySignature = new byte[Bls.SIGNATURE];
        infinitySignature[0] = (byte) 0xc0;

        assertThat(bls.verify(infinitySignature, infinityKey, new byte[]{ 1})).isFalse();
    }

    @Test
    void shouldRefuseEqualMessagesInAnAggregate() {
        byte[] key = bls.generateKey(new byte[32]);
        byte[] other = bls.generateKey(new byte[33]);
        byte[] message = { 9};
        byte[] aggregate = bls.aggregate(List.of(bls.sign(key, message), bls.sign(other, message)));

        assertThat(bls.verifyAggregate(aggregate,
                List.of(new Signed(bls.publicKey(key), message), new Signed(bls.publicKey(other), message)))).isFalse();
    }

    @Test
    void shouldRefuseKeysThatAreNone() {
        byte[] tooLarge = new byte[Bls.PRIVATE_KEY];
        java.util.Arrays.fill(tooLarge, (byte) 0xff);

        assertThatIllegalArgumentException().isThrownBy(() -> bls.publicKey(tooLarge));
        assertThatIllegalArgumentException().isThrownBy(() -> bls.publicKey(new byte[31]))
                .withMessage("private key has 31 bytes, it must have 32");
        assertThatIllegalArgumentException().isThrownBy(() -> bls.generateKey(new byte[31]));
    }
}
