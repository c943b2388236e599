package io.sealstream.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class JwtTest {
    private static final Jwt TOKENS = new Jwt(new byte[]{ 1, 2, 3});

    private static String part(String json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    private static void refused(String token, String why) {
        assertThatExceptionOfType(RpcException.class).as(token).isThrownBy(() -> TOKENS.verify(token)).withMessageContaining(why)
                .satisfies(e -> assertThat(e.code()).isEqualTo(RpcException.UNAUTHORIZED));
    }

    @Test
    void shouldReadBackWhatItIssued() {
        for (TokenClaims claims : List.of(TokenClaims.all(), new TokenClaims.Allow(List.of()),
                new TokenClaims.Allow(List.of(Permission.SIGN, Permission.READ)),
                new TokenClaims.Account("", Permission.WRITE, "more"))) {
            assertThat(TOKENS.verify(TOKENS.issue(claims))).isEqualTo(claims);
        }
    }

    @Test
    void shouldEscapeAsTheIssuersDo() {
        String token = TOKENS.issue(new TokenClaims.Account("a<b>&\"\u2028\u0001\né", Permission.READ, "\\"));
        String payload = new String(Base64.getUrlDecoder().decode(token.split("\\.", -1)[1]), StandardCharsets.UTF_8);
        assertThat(payload)
                .isEqualTo("{\"name\":\"a\\u003cb\\u003e\\u0026\\\"\\u2028\\u0001\\né\",\"perm\":\"read\",\"ext\":\"\\\\\"}");
    }

    @Test
    void shouldRefuseForeignSecretsAndEveryChangedCharacter() {
        String token = TOKENS.issue(TokenClaims.all());
        refused(new Jwt(new byte[]{ 9}).issue(TokenClaims.all()), "secret");
        for (int i = 0; i < token.length(); i++) {
            String changed = token.substring(0, i) + (token.charAt(i) == 'A' ? 'B' : 'A') + token.substring(i + 1);
            refused(changed, "the token is not good");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = { "'' | 1 parts", "a.b | 2 parts", "a.b.c.d | 4 parts", "!.e30.x | header is not JSON",
        "bnVsbA.e30.x | header is no JSON object", "e30.e30.x | HS256", "..| header"})
    void shouldSayWhatIsWrongWithATokenText(String token, String why) {
        refused(token, why);
    }

    @Test
    void shouldRefuseUnsignedAndOverlongTokens() {
        refused(part("{\"alg\":\"none\"}") + "." + part("{\"Allow\":[\"admin\"]}") + ".", "HS256");
        refused("a".repeat(10_000), "10000 characters");
    }

    @ParameterizedTest
    @EnumSource(Permission.class)
    void shouldGrantWhatIsBelowAnAccountsPermission(Permission permission) {
        assertThat(new TokenClaims.Account("x", permission, "").permissions())
                .hasSize(List.of(Permission.values()).indexOf(permission) + 1)
                .contains(permission, Permission.READ);
        assertThat(new TokenClaims.Allow(List.of(permission)).permissions()).containsExactly(permission);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = { "{\"Allow\":[\"root\"]} | root", "{\"Allow\":[1]} | permission 1", "{} | neither",
        "{\"perm\":\"READ\"} | READ", "{\"Allow\":\"read\"} | neither"})
    void shouldRefusePayloadsThatSayNothingKnown(String payload, String why) {
        assertThatExceptionOfType(RpcException.class).isThrownBy(() -> TokenClaims.of(new ObjectMapper().readTree(payload)))
                .withMessageContaining(why);
    }

    @Test
    void shouldAuthorizeBearers() {
        Authorizer authorizer = TOKENS.authorizer(Set.of(Permission.READ));
        assertThat(authorizer.permissions(Optional.empty())).containsExactly(Permission.READ);
        assertThat(authorizer.permissions(Optional.of(TOKENS.issue(TokenClaims.all()))))
                .containsExactlyInAnyOrder(Permission.values());
        assertThatExceptionOfType(RpcException.class).isThrownBy(() -> authorizer.permissions(Optional.of("a.b.c")));
    }

    @Test
    void shouldNameBearersWhoseTokenHasAName() {
        Authorizer authorizer = TOKENS.authorizer(Set.of());
        String named = TOKENS.issue(new TokenClaims.Account("market", Permission.WRITE, ""));
        assertThat(authorizer.bearer(Optional.of(named)))
                .isEqualTo(new Bearer("market", Set.of(Permission.READ, Permission.WRITE)));
        assertThat(authorizer.bearer(Optional.of(TOKENS.issue(TokenClaims.all()))).name()).isEmpty();
        assertThat(authorizer.bearer(Optional.empty())).isEqualTo(new Bearer("", Set.of()));
    }

    @Test
    void shouldKeepItsSecret() {
        assertThat(TOKENS).hasToString("Jwt(***)");
        assertThatIllegalArgumentException().isThrownBy(() -> new Jwt(new byte[0])).withMessageContaining("empty");
    }
}
