package io.sealstream.filecoin;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.rpc.Jwt;
import io.sealstream.rpc.TokenClaims;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/** Tokens of both families and the challenge of a gateway. */
final class TokenVectors {
    private TokenVectors() {}

    static Map<String, Consumer<Vector>> checks() {
        Map<String, Consumer<Vector>> checks = new HashMap<>();
        checks.put("wallet/jwt", TokenVectors::token);
        checks.put("auth/jwt", TokenVectors::token);
        checks.put("gateway/verify-address-bytes", v -> assertThat(
                GatewayChallenge.bytesToSign(Vector.hex(v.input().path("gateway_random_hex")),
                        Vector.hex(v.input().path("wallet_random_hex"))))
                .isEqualTo(Vector.hex(v.output())));
        return checks;
    }

    private static void token(Vector v) {
        Jwt tokens = new Jwt(Vector.hex(v.input().path("secret_hex")).toArray());
        TokenClaims claims = TokenClaims.of(v.input().path("payload"));
        String token = v.output().asText();
        assertThat(tokens.issue(claims)).isEqualTo(token);
        assertThat(tokens.verify(token)).isEqualTo(claims);
        if (v.extra().has("config_token_hex")) {
            assertThat(Bytes.of(token.getBytes(StandardCharsets.US_ASCII)))
                    .isEqualTo(Vector.hex(v.extra().path("config_token_hex")));
        }
    }
}
