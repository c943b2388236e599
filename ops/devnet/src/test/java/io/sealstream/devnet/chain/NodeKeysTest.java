package io.sealstream.devnet.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sealstream.devnet.chain.blocks.Genesis;
import io.sealstream.devnet.chain.node.ChainException;
import io.sealstream.devnet.chain.rpc.ChainAccess;
import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.Message;
import io.sealstream.filecoin.Secp256k1;
import io.sealstream.filecoin.Shapes;
import io.sealstream.filecoin.SignedMessage;
import io.sealstream.filecoin.TokenAmount;
import io.sealstream.filecoin.json.FilecoinJson;
import io.sealstream.rpc.Jwt;
import io.sealstream.rpc.JsonRpcClient;
import io.sealstream.rpc.RpcException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tokens of the node and messages that it signs itself. */
final class NodeKeysTest {
    private static final byte[] KEY = key();
    private static final Address OWN = Secp256k1.address(KEY);

    @TempDir
    private Path home = Path.of("");

    private static byte[] key() {
        byte[] key = new byte[32];
        Arrays.fill(key, (byte) 7);
        return key;
    }

    private RunningChain demandingTokens() {
        return new RunningChain(home, ChainAccess.of(home, TestChain.settings(), true));
    }

    private static JsonNode call(JsonRpcClient client, String method, JsonNode... params) {
        return RunningChain.await(client.call(method, List.of(params)));
    }

    private static JsonNode words(String... words) {
        return JsonNodeFactory.instance.arrayNode().addAll(Arrays.stream(words).map(TextNodes::of).toList());
    }

    private static ObjectNode keyInfo(String type) {
        return JsonNodeFactory.instance.objectNode().put("Type", type).put("PrivateKey", Base64.getEncoder().encodeToString(KEY));
    }

    private static JsonNode unsigned(Address from, TokenAmount value) {
        return FilecoinJson.message(Message.call(TestChain.STRANGER, from, value, 0, Bytes.EMPTY));
    }

    @Test
    void shouldLetCallersWithoutATokenReadOnly() {
        try (RunningChain chain = demandingTokens()) {
            assertThat(chain.call("Filecoin.StateNetworkName").textValue()).isEqualTo("devnet");
            assertThatThrownBy(() -> chain.call("Devchain.Mine")).isInstanceOf(RpcException.class)
                    .hasMessage("missing permission to invoke 'Mine' (need 'admin')");
            assertThatThrownBy(() -> chain.call("Filecoin.MpoolPush", TextNodes.none()))
                    .hasMessage("missing permission to invoke 'MpoolPush' (need 'write')");
            assertThatThrownBy(() -> chain.call("Filecoin.MpoolPushMessage", TextNodes.none(), TextNodes.none()))
                    .hasMessage("missing permission to invoke 'MpoolPushMessage' (need 'sign')");
        }
    }

    @Test
    void shouldGiveTheBearerOfTheKeptTokenEverythingAndOthersWhatTheirsSays() throws Exception {
        try (RunningChain chain = demandingTokens()) {
            JsonRpcClient admin = chain.http("v1", Optional.of(Files.readString(home.resolve("token")).strip()));
            assertThat(call(admin, "Devchain.Mine").longValue()).isEqualTo(chain.height());
            JsonNode issued = call(admin, "Filecoin.AuthNew", words("read", "write"));
            String token = new String(Base64.getDecoder().decode(issued.textValue()), StandardCharsets.US_ASCII);
            JsonRpcClient writer = chain.http("v0", Optional.of(token));
            assertThat(call(writer, "Filecoin.AuthVerify", TextNodes.of(token))).isEqualTo(words("read", "write"));
            assertThat(call(writer, "Filecoin.WalletHas", FilecoinJson.address(OWN)).booleanValue()).isFalse();
            assertThatThrownBy(() -> call(writer, "Devchain.Mine")).hasMessageContaining("need 'admin'");
            assertThatThrownBy(() -> call(admin, "Filecoin.AuthNew", words("rule")))
                    .hasMessageContaining("write read, write, sign or admin");
        }
    }

    @Test
    void shouldKeepItsSecretForItselfAndAcrossRestarts() throws Exception {
        ChainAccess first = ChainAccess.of(home, TestChain.settings(), true);
        String token = Files.readString(home.resolve("token")).strip();
        assertThat(Files.getPosixFilePermissions(home.resolve("jwt.secret")))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(Files.getPosixFilePermissions(home.resolve("token"))).isEqualTo(PosixFilePermissions.fromString("rw-------"));
        ChainAccess again = ChainAccess.of(home, TestChain.settings(), true);
        assertThat(again.authorizer().permissions(Optional.of(token))).hasSize(4);
        assertThatThrownBy(() -> new Jwt(new byte[32]).verify(token)).isInstanceOf(RpcException.class);
        assertThat(first.tokens().verify(token).permissions()).hasSize(4);
    }

    @Test
    void shouldRefuseASecretThatIsTooShortAndSayWhatToDo() throws Exception {
        Files.writeString(home.resolve("jwt.secret"), "00ff");
        assertThatThrownBy(() -> ChainAccess.of(home, TestChain.settings(), true)).isInstanceOf(ChainException.class)
                .hasMessageContaining("jwt.secret").hasMessageContaining("remove it");
    }

    @Test
    void shouldLetEverybodyInByDefaultWhateverTheTokenSays() {
        try (RunningChain chain = new RunningChain(home, ChainAccess.of(home, TestChain.settings(), false))) {
            assertThat(call(chain.http("v1", Optional.of("nonsense")), "Devchain.Mine").longValue()).isEqualTo(chain.height());
        }
    }

    @Test
    void shouldSignWithKeysThatItHolds() {
        try (RunningChain chain = new RunningChain(home)) {
            assertThat(FilecoinJson.address(chain.call("Filecoin.WalletImport", keyInfo("secp256k1")))).isEqualTo(OWN);
            chain.fund(OWN);
            JsonNode spec = JsonNodeFactory.instance.objectNode().put("MaxFee", "1000000000000");
            SignedMessage signed = FilecoinJson.signedMessage(
                    chain.call("Filecoin.MpoolPushMessage", unsigned(OWN, TokenAmount.ofFil(2)), spec));
            assertThat(Secp256k1.verify(signed.signature(), OWN, signed.message().bytesToSign())).isTrue();
            assertThat(signed.message().maxFee()).isLessThanOrEqualTo(TokenAmount.ofAtto(1_000_000_000_000L));
            SignedMessage next = FilecoinJson.signedMessage(
                    chain.call("Filecoin.MpoolPushMessage", unsigned(OWN, TokenAmount.ofFil(1)), TextNodes.none()));
            assertThat(next.message().nonce()).isEqualTo(signed.message().nonce() + 1);
            chain.node.mine(2);
            assertThat(amount(chain.call("Filecoin.WalletBalance", FilecoinJson.address(TestChain.STRANGER))))
                    .isEqualTo(TokenAmount.ofFil(3));
        }
    }

    private static TokenAmount amount(JsonNode json) {
        return FilecoinJson.read(Shapes.AMOUNT, json);
    }

    @Test
    void shouldSendFromTheFaucetByItsIdToo() {
        try (RunningChain chain = new RunningChain(home)) {
            SignedMessage signed = FilecoinJson.signedMessage(chain.call("Filecoin.MpoolPushMessage",
                    unsigned(Address.id(Genesis.FAUCET_ID), TokenAmount.ofFil(1)), TextNodes.none()));
            assertThat(signed.message().from()).isEqualTo(Genesis.faucet(TestChain.settings()));
            assertThat(FilecoinJson.address(chain.call("Filecoin.WalletDefaultAddress"))).isEqualTo(signed.message().from());
            assertThat(chain.call("Filecoin.MpoolGetNonce", FilecoinJson.address(Address.id(Genesis.FAUCET_ID))).longValue())
                    .isEqualTo(1);
        }
    }

    @Test
    void shouldRefuseToSignWhatItCannot() {
        try (RunningChain chain = new RunningChain(home)) {
            chain.fund(TestChain.OWNER);
            assertThatThrownBy(() -> chain.call("Filecoin.MpoolPushMessage", unsigned(TestChain.OWNER, TokenAmount.ofFil(1)),
                    TextNodes.none())).hasMessageContaining("has no key of").hasMessageContaining("use MpoolPush");
            assertThatThrownBy(() -> chain.call("Filecoin.MpoolPushMessage", unsigned(OWN, TokenAmount.ofFil(1)),
                    TextNodes.none())).hasMessageContaining("getting key address: actor not found");
            assertThatThrownBy(() -> chain.call("Filecoin.MpoolPushMessage",
                    unsigned(TestChain.OWNER, TokenAmount.ofFil(1000)), TextNodes.none()))
                    .hasMessageContaining("not enough funds");
            ObjectNode numbered = (ObjectNode) unsigned(TestChain.OWNER, TokenAmount.ofFil(1));
            numbered.put("Nonce", 7);
            assertThatThrownBy(() -> chain.call("Filecoin.MpoolPushMessage", numbered, TextNodes.none()))
                    .hasMessage("MpoolPushMessage expects message nonce to be 0, was 7");
            assertThatThrownBy(() -> chain.call("Filecoin.WalletImport", keyInfo("bls"))).hasMessageContaining("secp256k1");
            assertThatThrownBy(() -> chain.call("Filecoin.WalletImport", keyInfo("secp256k1").put("PrivateKey", "AA==")))
                    .hasMessageContaining("not a secp256k1 key");
        }
    }

    @Test
    void shouldKeepImportedKeysAcrossRestartsForTheOwnerAlone() throws Exception {
        ChainAccess.of(home, TestChain.settings(), false).wallet().add(KEY);
        assertThat(ChainAccess.of(home, TestChain.settings(), false).wallet().addresses())
                .containsExactlyInAnyOrder(OWN, Genesis.faucet(TestChain.settings()));
        assertThat(Files.getPosixFilePermissions(home.resolve("keystore").resolve(OWN.toString())))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        Files.writeString(home.resolve("keystore").resolve("broken"), "{}");
        assertThatThrownBy(() -> ChainAccess.of(home, TestChain.settings(), false)).isInstanceOf(ChainException.class)
                .hasMessageContaining("broken").hasMessageContaining("move it away");
    }
}
