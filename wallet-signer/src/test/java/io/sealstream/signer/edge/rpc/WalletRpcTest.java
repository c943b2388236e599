package io.sealstream.signer.edge.rpc;

import static io.sealstream.signer.edge.rpc.RunningApi.base64;
import static io.sealstream.signer.edge.rpc.RunningApi.call;
import static io.sealstream.signer.edge.rpc.RunningApi.json;
import static io.sealstream.signer.edge.rpc.RunningApi.meta;
import static io.sealstream.signer.edge.rpc.RunningApi.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.Message;
import io.sealstream.filecoin.NetworkPrefix;
import io.sealstream.filecoin.Signature;
import io.sealstream.filecoin.json.FilecoinJson;
import io.sealstream.rpc.JsonRpcClient;
import io.sealstream.rpc.Permission;
import io.sealstream.rpc.RpcException;
import io.sealstream.rpc.TokenClaims;
import io.sealstream.schemas.runtime.HealthState;
import io.sealstream.signer.TestMessages;
import io.sealstream.signer.TestStatements;
import io.sealstream.signer.TestWallet;
import io.sealstream.signer.domain.StatementType;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every method of chain.md 1.5 over real connections. */
class WalletRpcTest {
    @TempDir
    Path home;
    @TempDir
    Path other;
    private RunningApi api;

    @BeforeEach
    void start() {
        api = new RunningApi(home);
    }

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void shouldTellStrangersItsVersionAndHealthAndNothingElse() throws Exception {
        JsonRpcClient stranger = api.client(Optional.empty());
        assertThat(call(stranger, "Version")).isEqualTo(json("{\"Version\":\"1.2.3\",\"APIVersion\":65792}"));
        assertThat(api.get("/healthcheck").body()).isEqualTo("{\"status\":\"OK\"}");
        for (String method : List.of("WalletList", "LogList")) {
            assertThatThrownBy(() -> call(stranger, method))
                    .hasMessage("missing permission to invoke '" + method + "' (need 'read')");
        }
        assertThatThrownBy(() -> call(stranger, "WalletHas", text(api.wallet.bls.toString())))
                .hasMessageContaining("need 'read'");
        assertThat(api.post("nonsense", "{}".getBytes(StandardCharsets.UTF_8)).statusCode()).isEqualTo(401);
        assertThat(api.get("/").statusCode()).isEqualTo(404);
    }

    @Test
    void shouldTellWhatFailedInItsHealth() throws Exception {
        api.health = List.of(HealthState.waiting("wallet", "locked", Instant.EPOCH),
                HealthState.down("signing", "gone", Instant.EPOCH));
        assertThat(api.get("/healthcheck").statusCode()).isEqualTo(503);
        assertThat(json(api.get("/healthcheck").body()))
                .isEqualTo(json("{\"status\":\"Service Unavailable\",\"errors\":{\"signing\":\"gone\"}}"));
    }

    @ParameterizedTest
    @CsvSource({ "WalletNew,1,admin", "WalletHas,1,read", "WalletList,0,read", "WalletSign,3,sign", "WalletExport,1,admin",
        "WalletImport,1,admin", "WalletDelete,1,admin", "SetPassword,1,admin", "Unlock,1,admin", "Lock,1,admin",
        "VerifyPassword,1,admin", "LockState,0,admin", "AddSupportAccount,1,admin", "AddNewAddress,1,admin", "AuthNew,1,admin",
        "AuthVerify,1,read", "ListSignedRecord,1,read", "LogList,0,read", "LogSetLevel,2,write"})
    void shouldWantThePermissionOfEachMethod(String method, int params, String word) {
        JsonNode[] none = new JsonNode[params];
        Arrays.fill(none, IntNode.valueOf(-1));
        Permission needed = Permission.valueOf(word.toUpperCase(Locale.ROOT));
        if (needed != Permission.READ) {
            Permission below = Arrays.stream(Permission.values()).filter(each -> each.compareTo(needed) < 0)
                    .reduce((first, second) -> second).orElseThrow();
            assertThatThrownBy(() -> api.as(below, method, none))
                    .hasMessage("missing permission to invoke '" + method + "' (need '" + word + "')");
        }
        if (params > 0) {
            assertThatThrownBy(() -> api.as(needed, method, none)).isInstanceOf(RpcException.class)
                    .hasMessageContaining("of " + method + ": ");
        }
    }

    @Test
    void shouldListAndKnowItsKeysWithTheLetterOfTheNetwork() throws Exception {
        assertThat(api.as(Permission.READ, "WalletList"))
                .isEqualTo(json("[\"" + api.wallet.bls + "\",\"" + api.wallet.secp + "\"]"));
        assertThat(api.as(Permission.READ, "WalletHas", text(api.wallet.bls.toString())).booleanValue()).isTrue();
        assertThat(api.as(Permission.READ, "WalletHas", text("f01")).booleanValue()).isFalse();
        try (RunningApi test = new RunningApi(other, RunningApi.settings(false, NetworkPrefix.TESTNET))) {
            assertThat(test.as(Permission.READ, "WalletList").path(0).asText()).startsWith("t3");
        }
    }

    @Test
    void shouldSignMessagesAsTheCallerInTheToken() throws Exception {
        for (Address signer : List.of(api.wallet.bls, api.wallet.secp)) {
            Message message = TestMessages.recovery(signer, 1);
            JsonNode answer = api.as(Permission.SIGN, "WalletSign", text(signer.toString()),
                    base64(Bytes.of(message.bytesToSign())),
                    meta("message", Bytes.of(message.toCbor())));
            Signature signature = FilecoinJson.read(Signature.SHAPE, answer);
            assertThat(TestWallet.holds(signature, signer, message.bytesToSign())).isTrue();
        }
        assertThat(api.wallet.record()).hasSize(2).allMatch(row -> row.caller().equals("rpc:tester"));
        String nameless = api.tokens.issue(TokenClaims.all());
        Bytes block = TestStatements.of(StatementType.BLOCK).data();
        call(api.socket(nameless), "WalletSign", text(api.wallet.bls.toString()), base64(block),
                json("{\"Type\":\"block\",\"Extra\":null}"));
        assertThat(api.wallet.record().getFirst().caller()).isEqualTo("rpc:unnamed");
    }

    @Test
    void shouldRefuseToSignOtherBytesThanTheMessageShown() {
        Message message = TestMessages.recovery(api.wallet.bls, 1);
        assertThatThrownBy(
                () -> api.as(Permission.SIGN, "WalletSign", text(api.wallet.bls.toString()), base64(Bytes.of(new byte[38])),
                        meta("message", Bytes.of(message.toCbor()))))
                .isInstanceOf(RpcException.class).hasMessageContaining("CID");
        assertThatThrownBy(
                () -> api.as(Permission.SIGN, "WalletSign", text(api.wallet.bls.toString()), base64(Bytes.of(new byte[38])),
                        meta("unknown", Bytes.EMPTY)))
                .hasMessageContaining("not signed");
        assertThat(api.wallet.record()).hasSize(2).allMatch(row -> row.verdict().startsWith("REFUSED"));
    }

    @Test
    void shouldMakeImportExportAndDeleteKeys() throws Exception {
        JsonNode made = api.as(Permission.ADMIN, "WalletNew", text("secp256k1"));
        JsonNode byNumber = api.as(Permission.ADMIN, "WalletNew", IntNode.valueOf(2));
        assertThat(made.asText()).startsWith("f1");
        assertThat(byNumber.asText()).startsWith("f3");
        assertThatThrownBy(() -> api.as(Permission.ADMIN, "WalletNew", text("delegated")))
                .hasMessageContaining("secp256k1 or bls");
        assertThatThrownBy(() -> api.as(Permission.ADMIN, "WalletExport", made)).hasMessageContaining("TokenSuffices");
        assertThatThrownBy(() -> api.as(Permission.ADMIN, "WalletExport", made, text("wrong")))
                .hasMessageContaining("password mismatch");
        JsonNode exported = api.as(Permission.ADMIN, "WalletExport", made, text(TestWallet.PASSWORD));
        assertThat(exported.path("Type").asText()).isEqualTo("secp256k1");
        assertThat(Base64.getDecoder().decode(exported.path("PrivateKey").asText())).hasSize(32);
        assertThatThrownBy(() -> api.as(Permission.ADMIN, "WalletDelete", made)).hasMessageContaining("TokenSuffices");
        assertThat(api.as(Permission.ADMIN, "WalletDelete", made, text(TestWallet.PASSWORD)).isNull()).isTrue();
        assertThat(api.as(Permission.READ, "WalletHas", made).booleanValue()).isFalse();
        assertThat(api.as(Permission.ADMIN, "WalletImport", exported)).isEqualTo(made);
        assertThat(api.as(Permission.ADMIN, "WalletImport", exported)).isEqualTo(made);
    }

    @Test
    void shouldLetATokenExportAndDeleteWhereTheConfigurationSaysSo() throws Exception {
        try (RunningApi venus = new RunningApi(other, RunningApi.settings(true, NetworkPrefix.MAINNET))) {
            JsonNode key = text(venus.wallet.bls.toString());
            assertThat(venus.as(Permission.ADMIN, "WalletExport", key).path("Type").asText()).isEqualTo("bls");
            venus.as(Permission.ADMIN, "WalletDelete", key);
            assertThat(venus.wallet.keys.addresses()).doesNotContain(venus.wallet.bls);
            venus.wallet.keys.lock();
            JsonNode other = text(venus.wallet.secp.toString());
            assertThatThrownBy(() -> venus.as(Permission.ADMIN, "WalletExport", other)).hasMessageContaining("wallet locked");
            assertThatThrownBy(() -> venus.as(Permission.ADMIN, "WalletDelete", other)).hasMessageContaining("wallet locked");
        }
    }

    @Test
    void shouldLockAndUnlockInTheWordsOfVenusWallet() throws Exception {
        JsonNode password = text(TestWallet.PASSWORD);
        assertThat(api.as(Permission.ADMIN, "LockState").booleanValue()).isFalse();
        assertThatThrownBy(() -> api.as(Permission.ADMIN, "Unlock", password)).hasMessage("wallet already unlocked");
        assertThatThrownBy(() -> api.as(Permission.ADMIN, "SetPassword", password))
                .hasMessageContaining("the password already exists");
        assertThatThrownBy(() -> api.as(Permission.ADMIN, "VerifyPassword", text("no")))
                .hasMessageContaining("password mismatch");
        api.as(Permission.ADMIN, "VerifyPassword", password);
        assertThatThrownBy(() -> api.as(Permission.ADMIN, "Lock", text("no"))).hasMessageContaining("password mismatch");
        api.as(Permission.ADMIN, "Lock", password);
        assertThat(api.as(Permission.ADMIN, "LockState").booleanValue()).isTrue();
        assertThatThrownBy(() -> api.as(Permission.ADMIN, "Lock", password)).hasMessage("wallet already locked");
        Bytes block = TestStatements.of(StatementType.BLOCK).data();
        assertThatThrownBy(() -> api.as(Permission.SIGN, "WalletSign", text(api.wallet.bls.toString()), base64(block),
                meta("block", Bytes.EMPTY))).hasMessageContaining("locked");
        api.as(Permission.ADMIN, "Unlock", password);
        api.wallet.keys.lock();
        api.as(Permission.ADMIN, "SetPassword", password);
        assertThat(api.wallet.keys.isLocked()).isFalse();
    }

    @Test
    void shouldMakeGuessersWaitAndLetTheRightOneInAfterwards() throws Exception {
        for (int i = 0; i <= PasswordGuard.FREE; i++) {
            assertThatThrownBy(() -> api.as(Permission.ADMIN, "VerifyPassword", text("no"))).hasMessageContaining("mismatch");
        }
        for (String method : List.of("VerifyPassword", "Unlock", "Lock", "SetPassword")) {
            assertThatThrownBy(() -> api.as(Permission.ADMIN, method, text(TestWallet.PASSWORD)))
                    .hasMessageContaining("too many wrong passwords").hasMessageContaining("2 s");
        }
        assertThatThrownBy(
                () -> api.as(Permission.ADMIN, "WalletExport", text(api.wallet.bls.toString()), text(TestWallet.PASSWORD)))
                .hasMessageContaining("too many wrong passwords");
        api.now = api.now.plusSeconds(1);
        assertThatThrownBy(() -> api.as(Permission.ADMIN, "VerifyPassword", text("no"))).hasMessageContaining("mismatch");
        api.now = api.now.plusSeconds(1);
        assertThatThrownBy(() -> api.as(Permission.ADMIN, "VerifyPassword", text(TestWallet.PASSWORD)))
                .hasMessageContaining("too many");
        api.now = api.now.plusSeconds(1);
        api.as(Permission.ADMIN, "VerifyPassword", text(TestWallet.PASSWORD));
        assertThatThrownBy(() -> api.as(Permission.ADMIN, "VerifyPassword", text("no"))).hasMessageContaining("mismatch");
        api.as(Permission.ADMIN, "VerifyPassword", text(TestWallet.PASSWORD));
    }

    @Test
    void shouldIssueAndReadTokens() throws Exception {
        JsonNode issued = api.as(Permission.ADMIN, "AuthNew", json("[\"read\",\"write\"]"));
        String token = new String(Base64.getDecoder().decode(issued.asText()), StandardCharsets.US_ASCII);
        assertThat(token).isEqualTo(api.tokens.issue(new TokenClaims.Allow(List.of(Permission.READ, Permission.WRITE))));
        assertThat(api.as(Permission.READ, "AuthVerify", text(token))).isEqualTo(json("[\"read\",\"write\"]"));
        assertThatThrownBy(() -> api.as(Permission.READ, "AuthVerify", text("a.b.c")))
                .hasMessageContaining("JWT Verification failed");
        assertThatThrownBy(() -> api.as(Permission.ADMIN, "AuthNew", json("[\"root\"]")))
                .hasMessageContaining("read, write, sign or admin");
        assertThatThrownBy(() -> api.as(Permission.ADMIN, "AuthNew", json("[]"))).hasMessageContaining("list of permissions");
    }

    @Test
    void shouldReachGatewaysAndLogs() throws Exception {
        assertThat(api.as(Permission.ADMIN, "AddSupportAccount", text("storage")).isNull()).isTrue();
        assertThat(api.supported).containsExactly("storage");
        assertThatThrownBy(() -> api.as(Permission.ADMIN, "AddSupportAccount", text(" "))).hasMessageContaining("1 to 64");
        assertThatThrownBy(() -> api.as(Permission.ADMIN, "AddNewAddress", json("[\"" + api.wallet.bls + "\"]")))
                .hasMessage("the gateway is not there");
        assertThat(api.announced).containsExactly(api.wallet.bls);
        assertThat(api.as(Permission.READ, "LogList")).isEqualTo(json("[\"a\",\"b\"]"));
        api.as(Permission.WRITE, "LogSetLevel", text("a"), text("debug"));
        assertThat(api.levels).containsExactly("a=debug");
        assertThatThrownBy(() -> api.as(Permission.WRITE, "LogSetLevel", text("a"), text("loud")))
                .hasMessageContaining("no level loud");
    }

    @Test
    void shouldListSignedRecords() throws Exception {
        Signature signature = Signature.bls(new byte[]{ 1});
        api.entries.add(
                new SignedRecords.Entry("id-1", "message", "f01", Optional.empty(), Bytes.fromHex("00"), Optional.of(signature),
                        Instant.parse("2026-01-02T15:04:05Z")));
        api.entries.add(
                new SignedRecords.Entry("id-2", "block", "f01", Optional.of("no"), Bytes.EMPTY, Optional.empty(), Instant.EPOCH));
        JsonNode answer = api.as(Permission.READ, "ListSignedRecord",
                json("""
                     {"ID":"","Type":"message","Signer":"%s","IsError":true,"Skip":1,"Limit":2,
                      "After":"2026-01-01T00:00:00+08:00","Before":"0001-01-01T00:00:00Z"}""".formatted(api.wallet.bls)));
        assertThat(answer).isEqualTo(json(
                """
                [{"ID":"id-1","Type":"message","Signer":"f01","Err":null,"RawMsg":"AA==","Signature":{"Type":2,"Data":"AQ=="},
                  "CreateAt":"2026-01-02T15:04:05Z"},
                 {"ID":"id-2","Type":"block","Signer":"f01","Err":"no","RawMsg":null,"Signature":null,"CreateAt":"1970-01-01T00:00:00Z"}]"""));
        assertThat(api.queries).containsExactly(new SignedRecords.Query(Optional.empty(), Optional.of("message"),
                Optional.of(api.wallet.bls.toString()), true, Optional.of(Instant.parse("2025-12-31T16:00:00Z")),
                Optional.empty(), 1, 2));
        api.as(Permission.READ, "ListSignedRecord", json("{\"Signer\":\"<empty>\",\"Limit\":0}"));
        assertThat(api.queries.getLast())
                .isEqualTo(new SignedRecords.Query(Optional.empty(), Optional.empty(), Optional.empty(), false,
                        Optional.empty(), Optional.empty(), 0, 1_000));
        for (String bad : List.of("{\"Limit\":1001}", "{\"Skip\":-1}", "{\"After\":\"yesterday\"}", "{\"Signer\":\"f9\"}")) {
            assertThatThrownBy(() -> api.as(Permission.READ, "ListSignedRecord", json(bad)))
                    .hasMessageContaining("of ListSignedRecord");
        }
    }

    @Test
    void shouldCountCallsByMethodAndOutcome() throws Exception {
        api.as(Permission.READ, "WalletList");
        assertThatThrownBy(() -> api.as(Permission.ADMIN, "Unlock", text("x"))).isInstanceOf(RpcException.class);
        assertThat(api.counted).containsExactly("WalletList ok", "Unlock refused");
    }
}
