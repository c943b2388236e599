package io.sealstream.signer.edge.rpc;

import static io.sealstream.signer.edge.rpc.RunningApi.call;
import static io.sealstream.signer.edge.rpc.RunningApi.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.NetworkPrefix;
import io.sealstream.filecoin.Vector;
import io.sealstream.rpc.JsonRpcClient;
import io.sealstream.rpc.TokenClaims;
import io.sealstream.signer.domain.Statement;
import io.sealstream.signer.domain.StatementType;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Golden vectors of tokens and challenges, through the API and the statements that gateways get signed. */
class ApiVectorTest {
    @TempDir
    Path home;

    static Stream<Vector> walletTokens() {
        return Vector.committed("wallet/jwt").stream();
    }

    static Stream<Vector> accountTokens() {
        return Vector.committed("auth/jwt").stream();
    }

    static Stream<Vector> challenges() {
        return Vector.committed("gateway/verify-address-bytes").stream();
    }

    private RunningApi api(Vector vector) {
        return new RunningApi(home, RunningApi.settings(false, NetworkPrefix.MAINNET),
                Vector.hex(vector.input().path("secret_hex")).toArray());
    }

    @ParameterizedTest
    @MethodSource("walletTokens")
    void shouldIssueAndTakeTheTokensOfWallets(Vector vector) throws Exception {
        try (RunningApi api = api(vector)) {
            JsonNode words = vector.input().path("payload").path("Allow");
            JsonRpcClient admin = api.client(Optional.of(api.tokens.issue(TokenClaims.all())));
            assertThat(call(admin, "AuthNew", words)).isEqualTo(TextNode.valueOf(
                    Base64.getEncoder().encodeToString(vector.output().asText().getBytes(StandardCharsets.US_ASCII))));
            JsonRpcClient bearer = api.client(Optional.of(vector.output().asText()));
            assertThat(call(bearer, "AuthVerify", text(vector.output().asText()))).isEqualTo(words);
        }
    }

    @ParameterizedTest
    @MethodSource("accountTokens")
    void shouldTakeTheTokensOfAccountsByName(Vector vector) throws Exception {
        try (RunningApi api = api(vector)) {
            String token = vector.output().asText();
            List<String> words = api.tokens.verify(token).permissions().stream().sorted().map(each -> each.word()).toList();
            assertThat(words).last().isEqualTo(vector.input().path("payload").path("perm").asText());
            JsonNode told = call(api.client(Optional.of(token)), "AuthVerify", text(token));
            assertThat(told.valueStream().map(JsonNode::asText)).containsExactlyElementsOf(words);
            assertThat(api.tokens.verify(token).name()).isEqualTo(vector.input().path("payload").path("name").asText());
        }
    }

    @ParameterizedTest
    @MethodSource("challenges")
    void shouldSignTheChallengesOfGateways(Vector vector) {
        Bytes gateway = Vector.hex(vector.input().path("gateway_random_hex"));
        Bytes own = Vector.hex(vector.input().path("wallet_random_hex"));
        Bytes expected = Vector.hex(vector.output());
        assertThat(Statement.read(StatementType.VERIFY_ADDRESS, expected, gateway, Optional.of(own)).toSign())
                .isEqualTo(expected);
    }
}
