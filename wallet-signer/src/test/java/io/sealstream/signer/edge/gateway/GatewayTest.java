package io.sealstream.signer.edge.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import io.sealstream.devnet.testing.FakeGateway;
import io.sealstream.devnet.testing.FakeGateway.Wallet;
import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.CodecException;
import io.sealstream.filecoin.Message;
import io.sealstream.filecoin.Signature;
import io.sealstream.schemas.runtime.Backoff;
import io.sealstream.schemas.runtime.HealthState;
import io.sealstream.schemas.runtime.HealthState.Status;
import io.sealstream.signer.TestMessages;
import io.sealstream.signer.TestStatements;
import io.sealstream.signer.TestWallet;
import io.sealstream.signer.domain.StatementType;
import io.sealstream.signer.keys.KeyType;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The wallet against a gateway on a real WebSocket that drops, delays and repeats. */
class GatewayTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Backoff RETRY = new Backoff(Duration.ofMillis(1), Duration.ofMillis(20));

    @TempDir
    Path home;
    private final Vertx vertx = Vertx.vertx();
    private final FakeGateway hub = new FakeGateway();
    private final List<String> accounts = new CopyOnWriteArrayList<>(List.of("storage"));
    private final Map<String, HealthState> health = new ConcurrentHashMap<>();
    private final List<String> counted = new CopyOnWriteArrayList<>();
    private TestWallet wallet;
    private @Nullable Gateways gateways;

    @BeforeEach
    void open() {
        wallet = new TestWallet(home);
    }

    @AfterEach
    void close() throws Exception {
        if (gateways != null) {
            gateways.close();
        }
        get(vertx.close());
        hub.close();
        wallet.close();
    }

    private void register(String... addresses) {
        gateways = Gateways.start(vertx, Stream.of(addresses).map(each -> GatewayAddress.parse(each, FakeGateway.TOKEN)).toList(),
                parts());
    }

    private Gateways opened() {
        return Objects.requireNonNull(gateways, "not registered");
    }

    private GatewayParts parts() {
        GatewayMetrics metrics = new GatewayMetrics() {
            @Override
            public void answered(String gateway, String method, String outcome) {
                counted.add(method + " " + outcome);
            }

            @Override
            public void registered(String gateway, boolean now) {
                counted.add("registered " + now);
            }
        };
        SupportedAccounts supported = new SupportedAccounts() {
            @Override
            public List<String> all() {
                return List.copyOf(accounts);
            }

            @Override
            public void add(String account) {
                accounts.add(account);
            }
        };
        return new GatewayParts(wallet.keys, wallet.desk, supported, state -> health.put(state.part(), state), metrics,
                TestWallet.CLOCK,
                RETRY);
    }

    private Wallet registered() {
        return registered(1);
    }

    /** The newest registration, once there were so many and it was accepted. */
    private Wallet registered(int count) {
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(hub.wallets).hasSizeGreaterThanOrEqualTo(count);
            assertThat(hub.wallets.getLast().accepted).isTrue();
            assertThat(health.values()).anyMatch(state -> state.status() == Status.UP);
        });
        return hub.wallets.getLast();
    }

    private static <T> T get(Future<T> future) throws Exception {
        try {
            return future.toCompletionStage().toCompletableFuture().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }

    private Signature sign(Wallet at, Message message) throws Exception {
        return get(hub.sign(at, message.from(), Bytes.of(message.bytesToSign()), "message", Bytes.of(message.toCbor())));
    }

    @Test
    void shouldProveItsKeysAndBeAccepted() {
        register(hub.address());
        Wallet there = registered();
        assertThat(there.addresses).containsExactly(wallet.bls, wallet.secp);
        assertThat(there.accounts).containsExactly("storage");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(counted).containsExactlyInAnyOrder("WalletList ok", "WalletSign ok",
                        "WalletSign ok", "registered true"));
        assertThat(wallet.record()).hasSize(2).allMatch(row -> row.caller().startsWith("gateway:127.0.0.1:"))
                .allMatch(row -> row.type().equals("verifyaddress"));
    }

    @Test
    void shouldSignForTheGatewayWhatEveryOtherCallerGets() throws Exception {
        register(hub.address());
        Wallet there = registered();
        for (Address signer : List.of(wallet.bls, wallet.secp)) {
            Message message = TestMessages.recovery(signer, 1);
            assertThat(TestWallet.holds(sign(there, message), signer, message.bytesToSign())).isTrue();
        }
        Message send = TestMessages.send(wallet.bls, Address.id(9), 5);
        assertThatThrownBy(() -> sign(there, send)).hasMessageContaining("send is not signed");
        Bytes shown = Bytes.of(TestMessages.recovery(wallet.bls, 6).toCbor());
        assertThatThrownBy(() -> get(hub.sign(there, wallet.bls, Bytes.of(send.bytesToSign()), "message", shown)))
                .hasMessageContaining("CID");
        Bytes block = TestStatements.of(StatementType.BLOCK).data();
        assertThat(get(hub.sign(there, wallet.bls, block, "block", Bytes.EMPTY))).isNotNull();
    }

    @Test
    void shouldProveNothingToAGatewayThatDoesNotMixInItsBytes() {
        register(hub.address());
        Wallet there = registered();
        assertThatThrownBy(
                () -> get(hub.sign(there, wallet.bls, Bytes.of(new byte[32]), "verifyaddress", Bytes.of(new byte[32]))))
                .hasMessageContaining("not the hash");
    }

    @Test
    void shouldRegisterAgainWhenTheConnectionDropsAndWhenTheChannelCloses() {
        register(hub.address());
        Wallet first = registered();
        hub.drop();
        Wallet second = registered(2);
        assertThat(second.signBytes).isNotEqualTo(first.signBytes);
        second.sink.close();
        assertThat(registered(3).addresses).containsExactly(wallet.bls, wallet.secp);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(counted).contains("registered false"));
    }

    @Test
    void shouldComeBackToAGatewayThatWasAway() throws Exception {
        register(hub.address());
        registered();
        hub.stop();
        await().atMost(PATIENCE).until(() -> health.values().iterator().next().status() == Status.WAITING);
        hub.restart();
        Message message = TestMessages.recovery(wallet.bls, 1);
        assertThat(TestWallet.holds(sign(registered(2), message), wallet.bls, message.bytesToSign())).isTrue();
    }

    @Test
    void shouldBeginAgainUntilItIsAccepted() {
        hub.beforeAccepting = () -> {
            if (hub.wallets.size() < 4) {
                throw new IllegalStateException("not now");
            }
        };
        register(hub.address());
        hub.drop();
        hub.wallets.forEach(each -> each.sink.close());
        await().atMost(PATIENCE).until(() -> {
            hub.wallets.stream().filter(each -> !each.accepted).forEach(each -> each.sink.close());
            return hub.wallets.size() >= 4 && hub.wallets.getLast().accepted;
        });
    }

    @Test
    void shouldWaitWhileLockedAndRegisterWhenUnlocked() {
        wallet.keys.lock();
        register(hub.address());
        await().atMost(PATIENCE).untilAsserted(
                () -> assertThat(health.values())
                        .anyMatch(state -> state.detail().contains("locked") && state.status() == Status.WAITING));
        assertThat(hub.wallets).isEmpty();
        wallet.unlock();
        assertThat(registered().addresses).hasSize(2);
    }

    @Test
    void shouldSayThatItIsLockedInsteadOfBeingSilent() {
        register(hub.address());
        Wallet there = registered();
        wallet.keys.lock();
        assertThatThrownBy(() -> sign(there, TestMessages.recovery(wallet.bls, 1))).hasMessageContaining("locked");
        assertThat(hub.wallets).hasSize(1);
    }

    @Test
    void shouldAnnounceKeysThatComeAndGo() throws Exception {
        register(hub.address());
        Wallet there = registered();
        Address fresh = wallet.keys.create(KeyType.SECP256K1);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(there.addresses).containsExactly(wallet.bls, wallet.secp, fresh));
        Message message = TestMessages.recovery(fresh, 1);
        assertThat(TestWallet.holds(sign(there, message), fresh, message.bytesToSign())).isTrue();
        wallet.keys.deleteUnlocked(wallet.bls);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(there.addresses).containsExactly(wallet.secp, fresh));
        assertThat(hub.wallets).hasSize(1);
    }

    @Test
    void shouldAnnounceAKeyThatCameWhileTheOthersWereProven() {
        hub.beforeAccepting = () -> wallet.keys.create(KeyType.BLS);
        register(hub.address());
        Wallet there = registered();
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(there.addresses).hasSize(3));
    }

    @Test
    void shouldAnswerARepeatedRequestWithTheSameSignature() throws Exception {
        register(hub.address());
        Wallet there = registered();
        Message message = TestMessages.recovery(wallet.secp, 1);
        JsonNode request = FakeGateway.signRequest(wallet.secp, Bytes.of(message.bytesToSign()), "message",
                Bytes.of(message.toCbor()));
        String id = UUID.randomUUID().toString();
        JsonNode first = get(sent(there, id, request));
        assertThat(get(sent(there, id, request))).isEqualTo(first);
        hub.sending = action -> {
            action.run();
            action.run();
        };
        assertThat(get(hub.send(there, "WalletSign", request))).isEqualTo(first);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(hub.refusedAnswers).isNotEmpty());
        assertThat(wallet.record().stream().filter(row -> row.type().equals("message")).map(row -> row.cid()).distinct())
                .hasSize(1);
    }

    private Future<JsonNode> sent(Wallet there, String id, JsonNode request) {
        Future<JsonNode> answer = hub.expect(id);
        hub.event(there, id, "WalletSign", request);
        return answer;
    }

    @Test
    void shouldAnswerADelayedRequest() throws Exception {
        hub.sending = hub::later;
        register(hub.address());
        Wallet there = registered();
        Message message = TestMessages.recovery(wallet.bls, 1);
        assertThat(TestWallet.holds(sign(there, message), wallet.bls, message.bytesToSign())).isTrue();
    }

    @Test
    void shouldServeEachGatewayOnItsOwn() throws Exception {
        try (FakeGateway other = new FakeGateway()) {
            other.stop();
            register(other.address(), hub.address());
            Message message = TestMessages.recovery(wallet.bls, 1);
            assertThat(sign(registered(), message)).isNotNull();
            other.restart();
            await().atMost(PATIENCE).until(() -> !other.wallets.isEmpty() && other.wallets.getLast().accepted);
            assertThat(health).hasSize(2);
        }
    }

    @Test
    void shouldServeOneMoreAccountNowAndAtTheNextRegistration() throws Exception {
        register(hub.address());
        Wallet there = registered();
        get(opened().support("market"));
        assertThat(there.accounts).containsExactly("storage", "market");
        assertThatThrownBy(() -> get(opened().support("market"))).hasMessageContaining("supported already");
        hub.drop();
        assertThat(registered(2).accounts).containsExactly("storage", "market");
    }

    @Test
    void shouldTellWhichGatewayRefusesAnAnnouncement() throws Exception {
        register(hub.address());
        registered();
        get(opened().announce(List.of(wallet.bls)));
        assertThatThrownBy(() -> get(opened().announce(List.of(Address.bls(new byte[48]))))).isInstanceOf(GatewayException.class)
                .hasMessageContaining(hub.address()).hasMessageContaining("AddNewAddress");
    }

    @Test
    void shouldSayWhenItsTokenIsRefused() {
        gateways = Gateways.start(vertx, List.of(GatewayAddress.parse(hub.address(), "other")), parts());
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(health.values()).anyMatch(state -> state.detail().contains("401")));
    }

    @Test
    void shouldAnswerWhatItCannotReadAndGoOn() throws Exception {
        register(hub.address());
        Wallet there = registered();
        assertThatThrownBy(() -> get(hub.send(there, "ComputeProof", JsonNodeFactory.instance.objectNode())))
                .hasMessageContaining("WalletList and WalletSign");
        assertThatThrownBy(() -> get(hub.send(there, "WalletSign", TextNode.valueOf("x"))))
                .hasMessageContaining("does not decode");
        there.sink.send(TextNode.valueOf("nonsense"));
        there.sink.send(JsonNodeFactory.instance.objectNode().put("Id", "1").put("Method", "WalletSign"));
        there.sink.send(JsonNodeFactory.instance.objectNode().put("Id", UUID.randomUUID().toString()).put("Method", "WalletSign")
                .put("Payload", "*"));
        assertThat(get(hub.send(there, "WalletList", JsonNodeFactory.instance.nullNode()))).hasSize(2);
    }

    @Test
    void shouldSignNothingOfDamagedRequests() throws Exception {
        register(hub.address());
        Wallet there = registered();
        Random random = new Random(7);
        Message send = TestMessages.send(wallet.bls, Address.id(9), 1);
        String good = FakeGateway.signRequest(wallet.bls, Bytes.of(send.bytesToSign()), "message", Bytes.of(send.toCbor()))
                .toString();
        for (int i = 0; i < 200; i++) {
            StringBuilder bad = new StringBuilder(good);
            bad.setCharAt(random.nextInt(bad.length()), (char) (32 + random.nextInt(95)));
            String id = UUID.randomUUID().toString();
            Future<JsonNode> waiting = hub.expect(id);
            there.sink.send(JsonNodeFactory.instance.objectNode().put("Id", id).put("Method", "WalletSign").put("Payload",
                    Bytes.of(bad.toString().getBytes(StandardCharsets.UTF_8)).toBase64()));
            assertThatThrownBy(() -> get(waiting)).as("payload " + bad).hasMessageNotContaining("Exception");
        }
        assertThat(wallet.record().stream().filter(row -> row.verdict().equals("SIGNED")).map(row -> row.type()).distinct())
                .containsExactly("verifyaddress");
    }

    @Test
    void shouldReadAddressesWithAndWithoutTokens() {
        GatewayAddress own = GatewayAddress.parse("a.b.c:/ip4/10.0.0.1/tcp/45132", "shared");
        assertThat(own.token()).contains("a.b.c");
        assertThat(own.url()).hasToString("ws://10.0.0.1:45132/rpc/v1");
        assertThat(own).hasToString("/ip4/10.0.0.1/tcp/45132");
        assertThat(GatewayAddress.parse("wss://hub.example", "shared").token()).contains("shared");
        assertThat(GatewayAddress.parse("wss://hub.example", "").token()).isEmpty();
        assertThatExceptionOfType(CodecException.class).isThrownBy(() -> GatewayAddress.parse("/ip4/1/tcp", ""));
    }
}
