package io.sealstream.signer.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.Vector;
import io.sealstream.schemas.config.ConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VenusTablesTest {
    /** As venus-wallet v1.20 writes it on its first start, with what operators add to it. */
    private static final String PASTED = """
                                         # Default config:
                                         [API]
                                           ListenAddress = "/ip4/127.0.0.1/tcp/5678/http"

                                         [DB]
                                           Conn = "CONN"
                                           Type = "sqlite"
                                           DebugMode = true

                                         [Metrics]
                                           Nickname = "mine"
                                           HeadNotify = false

                                         [JWT]
                                           Token = "TOKEN"
                                           Secret = "SECRET"

                                         [Factor]
                                           ScryptN = 262144
                                           ScryptP = 1

                                         [SignFilter]
                                           Expr = "jq -e .SignType"

                                         [APIRegisterHub]
                                           RegisterAPI = ["/ip4/10.0.0.1/tcp/45132"]
                                           Token = "token"
                                           SupportAccounts = ["storage"]

                                         [SignRecorder]
                                           Enable = true
                                           KeepDuration = "1440h0m0s"
                                         """;

    @TempDir
    Path dir;

    private SignerConfig read(String text) throws IOException {
        return SignerConfig.read(Files.writeString(dir.resolve("config.toml"), "[network]\nname = \"mainnet\"\n" + text));
    }

    private static Vector token() {
        return Vector.committed("wallet/jwt").getFirst();
    }

    private String pasted(String secret) {
        return PASTED.replace("CONN", dir.resolve("keystore.sqlit").toString())
                .replace("TOKEN", token().extra().path("config_token_hex").asText()).replace("SECRET", secret);
    }

    @Test
    void shouldHonourARealConfigurationOfVenusWallet() throws IOException {
        String secret = token().input().path("secret_hex").asText();
        SignerConfig config = read(pasted(secret));
        assertThat(config.keyStore()).isEqualTo(dir.resolve("keystore.sqlit"));
        assertThat(config.venus().tokenSecret()).contains(Bytes.fromHex(secret));
        assertThat(config.venus().filter()).contains("jq -e .SignType");
        assertThat(config.signer().recordKeep()).isEqualTo(Duration.ofDays(60));
        assertThat(config.interfaces().hub().supportAccounts()).containsExactly("storage");
        assertThat(config.remarks()).isEmpty();
        assertThat(config.venus()).asString().doesNotContain(secret);
    }

    @Test
    void shouldFindItsKeysInAnyCase() throws IOException {
        SignerConfig config = read("""
                                   [api]
                                   listenaddress = "/ip4/127.0.0.1/tcp/1/http"
                                   [METRICS]
                                   nickName = ""
                                   [apiregisterhub]
                                   supportaccounts = ["a"]
                                   [FACTOR]
                                   scryptN = 2
                                   [db]
                                   conn = "keys/store"
                                   [signfilter]
                                   expr = "true"
                                   """);
        assertThat(config.interfaces().api().orElseThrow().listen().port()).isEqualTo(1);
        assertThat(config.interfaces().hub().supportAccounts()).containsExactly("a");
        assertThat(config.signer().cost().n()).isEqualTo(2);
        assertThat(config.keyStore()).isEqualTo(dir.resolve("keys/store"));
        assertThat(config.venus().filter()).contains("true");
    }

    @Test
    void shouldKeepKeysInItsFolderUnlessToldOtherwise() throws IOException {
        assertThat(read("").keyStore()).isEqualTo(dir.resolve("keystore.sqlit"));
        assertThat(read("[DB]\nConn = \"~/keys\"").keyStore()).isEqualTo(Path.of(System.getProperty("user.home"), "keys"));
        assertThat(read("[SignFilter]\nExpr = \"  \"").venus().filter()).isEmpty();
        assertThat(read("[JWT]\nSecret = \"\"").venus().tokenSecret()).isEmpty();
    }

    @Test
    void shouldSayWhatItDoesOtherwise() throws IOException {
        String other = "00".repeat(32);
        assertThat(read(pasted(other)).remarks()).singleElement().asString().contains("JWT.Token");
        assertThat(read("[JWT]\nToken = \"6162\"").remarks()).singleElement().asString().contains("JWT.Token");
        assertThat(read("[SignRecorder]\nEnable = false").remarks()).singleElement().asString()
                .contains("SignRecorder.Enable = false is not followed");
        SignerConfig week = read("[SignRecorder]\nKeepDuration = \"168h\"");
        assertThat(week.signer().recordKeep()).isEqualTo(Duration.ofDays(30));
        assertThat(week.remarks()).singleElement().asString().contains("KeepDuration = 168h").contains("for 30 days")
                .contains("come again");
        assertThat(read("[signer]\nrecord-keep = \"90d\"\n[SignRecorder]\nKeepDuration = \"1440h\"").remarks())
                .singleElement().asString().contains("for 90 days, as signer.record-keep says");
        assertThat(read("[STRATEGY]\nLevel = 2\n[WalletEvent]\nGatewayAPI = \"\"").remarks()).hasSize(2)
                .anyMatch(each -> each.contains("policy file"));
    }

    @Test
    void shouldNameTheKeyThatIsWrong() {
        for (String bad : List.of("[DB]\nType = \"mysql\"", "[DB]\nConn = \"file:keys?mode=ro\"", "[JWT]\nSecret = \"00\"",
                "[JWT]\nSecret = \"no hex\"", "[SignRecorder]\nKeepDuration = \"a week\"", "[SignRecorder]\nEnabled = true",
                "[db]\nType = \"sqlite\"\ntype = \"sqlite\"")) {
            String key = bad.substring(bad.lastIndexOf('\n') + 1, bad.lastIndexOf(" ="));
            assertThatExceptionOfType(ConfigException.class).as(bad).isThrownBy(() -> read(bad)).withMessageContaining(key)
                    .withMessageContaining("config.toml:").withMessageContaining(";").withMessageNotContaining("no hex");
        }
    }
}
