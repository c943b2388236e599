package io.sealstream.signer.edge.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.Message;
import io.sealstream.rpc.Permission;
import io.sealstream.signer.TestMessages;
import io.sealstream.signer.TestStatements;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Damaged bodies from the bearer of an admin token: the API answers each with a clear error, signs nothing, and goes on. */
class FuzzedRpcTest {
    private static final long SEED = Long.getLong("signer.fuzz.seed", 20_260_101L);
    private static final int BODIES = Integer.getInteger("signer.fuzz.bodies", 3_000);

    @TempDir
    Path home;

    /** Calls that are refused as they stand: no damage can make a signature of them by chance. */
    private static List<String> refused(RunningApi api) {
        Address key = api.wallet.bls;
        Message send = TestMessages.send(key, Address.id(9), 1);
        List<String> bodies = new ArrayList<>();
        bodies.add(sign(key, Bytes.of(send.bytesToSign()), "message", Bytes.of(send.toCbor())));
        bodies.add(sign(key, Bytes.of(new byte[38]), "message", Bytes.of(TestMessages.recovery(key, 1).toCbor())));
        bodies.add(sign(key, Bytes.of(new byte[32]), "unknown", Bytes.EMPTY));
        bodies.add(sign(key, Bytes.of(new byte[32]), "verifyaddress", Bytes.of(new byte[32])));
        TestStatements.all().forEach(sample -> bodies
                .add(sign(Address.bls(new byte[48]), sample.data(), sample.type().label(), Bytes.EMPTY)));
        for (String call : List.of("WalletExport\",\"params\":[\"" + key + "\"]", "WalletDelete\",\"params\":[\"" + key + "\"]",
                "WalletImport\",\"params\":[{\"Type\":\"bls\",\"PrivateKey\":\"AA==\"}]", "Unlock\",\"params\":[\"no\"]",
                "ListSignedRecord\",\"params\":[{\"Limit\":1}]", "AuthNew\",\"params\":[[\"read\"]]",
                "WalletList\",\"params\":[]")) {
            bodies.add("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"Filecoin." + call + "}");
        }
        return bodies;
    }

    private static String sign(Address signer, Bytes data, String type, Bytes extra) {
        return "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"Filecoin.WalletSign\",\"params\":[\"" + signer + "\",\""
                + data.toBase64()
                + "\",{\"Type\":\"" + type + "\",\"Extra\":\"" + extra.toBase64() + "\"}]}";
    }

    private static byte[] damaged(byte[] body, Random random) {
        byte[] out = body.clone();
        for (int i = random.nextInt(4); i >= 0; i--) {
            int at = random.nextInt(out.length);
            switch (random.nextInt(4)) {
                case 0 -> out[at] = (byte) random.nextInt(256);
                case 1 -> out[at] = (byte) "{}[]\",:0nf".charAt(random.nextInt(10));
                case 2 -> out = Arrays.copyOf(out, Math.max(1, at));
                default -> out = join(Arrays.copyOf(out, at),
                        Arrays.copyOfRange(body, Math.min(body.length, random.nextInt(body.length)), body.length));
            }
        }
        return out;
    }

    private static byte[] join(byte[] head, byte[] tail) {
        byte[] all = Arrays.copyOf(head, head.length + tail.length);
        System.arraycopy(tail, 0, all, head.length, tail.length);
        return all.length == 0 ? new byte[]{ 0} : all;
    }

    @Test
    void shouldAnswerDamagedBodiesWithAnErrorAndSignNothing() throws Exception {
        try (RunningApi api = new RunningApi(home)) {
            Random random = new Random(SEED);
            String token = api.token(Permission.ADMIN);
            List<String> bodies = refused(api);
            for (int i = 0; i < BODIES; i++) {
                byte[] body = damaged(bodies.get(i % bodies.size()).getBytes(StandardCharsets.UTF_8), random);
                requireHarmless(body, api.post(token, body));
            }
            assertThat(api.wallet.record()).allMatch(row -> row.verdict().startsWith("REFUSED"));
            assertThat(api.wallet.keys.addresses()).containsExactly(api.wallet.bls, api.wallet.secp);
            assertThat(api.as(Permission.READ, "WalletList")).hasSize(2);
        }
    }

    private static void requireHarmless(byte[] body, HttpResponse<String> answer) throws Exception {
        String shown = "seed " + SEED + ", body " + new String(body, StandardCharsets.UTF_8) + ", answer " + answer.body();
        assertThat(answer.statusCode()).as(shown).isIn(200, 204, 400, 500);
        if (answer.statusCode() == 204) {
            return;
        }
        JsonNode json = RunningApi.json(answer.body());
        for (JsonNode each : json.isArray() ? json : List.of(json)) {
            if (each.has("error")) {
                assertThat(each.path("error").path("message").asText()).as(shown).isNotBlank().doesNotContain("Exception");
            }
            assertThat(each.path("result").has("Data")).as(shown).isFalse();
        }
    }
}
