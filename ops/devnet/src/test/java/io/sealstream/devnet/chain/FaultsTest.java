package io.sealstream.devnet.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sealstream.devnet.chain.rpc.faults.FaultRule;
import io.sealstream.devnet.chain.rpc.faults.FaultRule.Effect;
import io.sealstream.devnet.chain.rpc.faults.FaultRule.When;
import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.Message;
import io.sealstream.filecoin.TokenAmount;
import io.sealstream.rpc.JsonRpcSocket;
import io.sealstream.rpc.RpcException;
import io.sealstream.rpc.RpcUnavailableException;
import io.vertx.core.Future;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Calls that go wrong on purpose, over real connections. */
final class FaultsTest {
    private static final String NAME = "Filecoin.StateNetworkName";
    private static final String HEAD = "Filecoin.ChainHead";

    @TempDir
    private Path home = Path.of("");

    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode set(RunningChain chain, String rules) {
        return chain.call("Devchain.SetFaults", json(rules));
    }

    /** Which of the next calls fail, as a text of ones and zeros. */
    private static String failures(RunningChain chain, int calls) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < calls; i++) {
            Future<JsonNode> answer = chain.client.call(NAME);
            RunningChain.await(answer.otherwiseEmpty());
            text.append(answer.failed() ? 1 : 0);
        }
        return text.toString();
    }

    @Test
    void shouldAnswerWithTheErrorOfTheRuleAndOnlyWhereItMatches() {
        try (RunningChain chain = new RunningChain(home)) {
            set(chain, "[{\"method\":\"Filecoin.State*\",\"error\":\"node is syncing\",\"code\":-7}]");
            assertThatThrownBy(() -> chain.call(NAME))
                    .isInstanceOfSatisfying(RpcException.class, e -> assertThat(e.code()).isEqualTo(-7))
                    .hasMessage("node is syncing");
            assertThat(chain.call(HEAD).path("Height").longValue()).isEqualTo(chain.height());
        }
    }

    @ParameterizedTest
    @CsvSource({ "'\"next\":2',110000", "'\"every\":3',001001", "'\"probability\":1',111111", "'\"probability\":0',000000"})
    void shouldStrikeWhenTheRuleSays(String when, String expected) {
        try (RunningChain chain = new RunningChain(home)) {
            set(chain, "[{\"method\":\"*\",\"error\":\"no\"," + when + "}]");
            assertThat(failures(chain, expected.length())).isEqualTo(expected);
        }
    }

    @Test
    void shouldStrikeTheSameCallsWithTheSameSeed() {
        try (RunningChain chain = new RunningChain(home)) {
            String rules = "[{\"method\":\"*\",\"error\":\"no\",\"probability\":0.5,\"seed\":11}]";
            set(chain, rules);
            String first = failures(chain, 24);
            set(chain, rules);
            assertThat(failures(chain, 24)).isEqualTo(first).contains("0").contains("1");
        }
    }

    @Test
    void shouldLetTheFirstRuleDecideWhoseTurnItIs() {
        try (RunningChain chain = new RunningChain(home)) {
            set(chain, "[{\"method\":\"" + NAME + "\",\"error\":\"one\",\"next\":1},{\"method\":\"*\",\"error\":\"all\"}]");
            assertThatThrownBy(() -> chain.call(NAME)).hasMessage("one");
            assertThatThrownBy(() -> chain.call(NAME)).hasMessage("all");
            assertThat(chain.call("Devchain.Faults")).isEqualTo(json(
                    "[{\"rule\":{\"method\":\"" + NAME + "\",\"next\":1,\"error\":\"one\",\"code\":1},\"calls\":2,\"hits\":1},"
                            + "{\"rule\":{\"method\":\"*\",\"error\":\"all\",\"code\":1},\"calls\":1,\"hits\":1}]"));
        }
    }

    @Test
    void shouldNeverStrikeTheAdminAndEndWithTheRules() {
        try (RunningChain chain = new RunningChain(home)) {
            set(chain, "[{\"method\":\"*\",\"silence\":true}]");
            assertThat(chain.call("Devchain.Faults")).hasSize(1);
            assertThat(chain.call("Devchain.ClearFaults")).isEmpty();
            assertThat(chain.call(NAME).isTextual()).isTrue();
        }
    }

    @Test
    void shouldCloseTheConnectionOfACall() {
        try (RunningChain chain = new RunningChain(home)) {
            set(chain, "[{\"method\":\"" + HEAD + "\",\"drop\":true,\"next\":1}]");
            assertThatThrownBy(() -> chain.call(HEAD)).isInstanceOf(RpcUnavailableException.class);
            assertThat(chain.call(HEAD).path("Height").longValue()).isEqualTo(chain.height());
        }
    }

    @Test
    void shouldCloseTheWebSocketOfACallAndItsChannels() {
        try (RunningChain chain = new RunningChain(home); JsonRpcSocket socket = chain.socket()) {
            CompletableFuture<String> ended = new CompletableFuture<>();
            RunningChain.await(socket.subscribe("Filecoin.ChainNotify", List.of(), value -> {}, ended::complete));
            set(chain, "[{\"method\":\"" + HEAD + "\",\"drop\":true,\"next\":1}]");
            assertThatThrownBy(() -> RunningChain.await(socket.call(HEAD))).isInstanceOf(RpcUnavailableException.class);
            assertThat(RunningChain.await(Future.fromCompletionStage(ended))).isNotEmpty();
        }
    }

    @Test
    void shouldCloseAllWebSocketsAndNoOtherConnection() {
        try (RunningChain chain = new RunningChain(home);
                JsonRpcSocket one = chain.socket();
                JsonRpcSocket two = chain.socket()) {
            List<CompletableFuture<String>> lost = new ArrayList<>();
            for (JsonRpcSocket socket : List.of(one, two)) {
                CompletableFuture<String> ended = new CompletableFuture<>();
                RunningChain.await(socket.subscribe("Filecoin.ChainNotify", List.of(), value -> {}, ended::complete));
                lost.add(ended);
            }
            assertThat(chain.call("Devchain.DropSockets").intValue()).isEqualTo(2);
            lost.forEach(ended -> assertThat(RunningChain.await(Future.fromCompletionStage(ended))).isNotEmpty());
        }
    }

    @Test
    void shouldRefuseASubscription() {
        try (RunningChain chain = new RunningChain(home); JsonRpcSocket socket = chain.socket()) {
            set(chain, "[{\"method\":\"Filecoin.ChainNotify\",\"error\":\"too many\"}]");
            assertThatThrownBy(() -> RunningChain
                    .await(socket.subscribe("Filecoin.ChainNotify", List.of(), value -> {}, ended -> {})))
                    .isInstanceOf(RpcException.class).hasMessage("too many");
        }
    }

    @Test
    void shouldCarryOutACallWhoseAnswerIsLost() {
        try (RunningChain chain = new RunningChain(home)) {
            chain.fund(TestChain.OWNER);
            set(chain, "[{\"method\":\"Filecoin.MpoolPush\",\"error\":\"gateway timeout\",\"after\":true}]");
            assertThatThrownBy(() -> chain.push(Message.call(TestChain.WORKER, TestChain.OWNER,
                    TokenAmount.ofFil(1), 0, Bytes.EMPTY)))
                    .hasMessage("gateway timeout");
            assertThat(chain.node.chain().pool().pending()).hasSize(1);
        }
    }

    @Test
    void shouldDelayAnAnswerAndServeOthersMeanwhile() {
        try (RunningChain chain = new RunningChain(home)) {
            chain.server.faults().set(List.of(
                    new FaultRule(NAME, new When.Always(), new Effect.Delay(FaultRule.LONGEST_DELAY), false),
                    new FaultRule(HEAD, new When.Always(), new Effect.Delay(Duration.ofMillis(1)), true)));
            Future<JsonNode> slow = chain.client.call(NAME);
            assertThat(chain.call(HEAD).path("Height").longValue()).isEqualTo(chain.height());
            assertThat(slow.isComplete()).isFalse();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = { "{\"method\":\"*\"}; expected a list of rules",
        "[{\"error\":\"no\"}]; rule 0: method is missing", "[{\"method\":\" \",\"error\":\"no\"}]; rule 0: method must be a name",
        "[{\"method\":\"*\",\"error\":\"no\"},{\"method\":\"*\"}]; rule 1: write at most one of",
        "[{\"method\":\"*\",\"error\":\"no\",\"drop\":true}]; exactly one of [delay, drop, error, silence]",
        "[{\"method\":\"*\",\"error\":\"no\",\"next\":1,\"every\":1}]; here are [every, next]",
        "[{\"method\":\"*\",\"error\":\"no\",\"times\":1}]; there is no field \"times\"",
        "[{\"method\":\"*\",\"error\":\"no\",\"next\":0}]; next must be 1 or more, not 0",
        "[{\"method\":\"*\",\"error\":\"no\",\"every\":\"2\"}]; every must be a whole number",
        "[{\"method\":\"*\",\"error\":\"no\",\"probability\":1.5}]; probability must be 0 to 1, not 1.5",
        "[{\"method\":\"*\",\"delay\":\"soon\"}]; delay must be a whole number with a unit",
        "[{\"method\":\"*\",\"delay\":\"11m\"}]; delay must be 0 to 10 minutes",
        "[{\"method\":\"*\",\"error\":3}]; error must be text", "[{\"method\":\"*\",\"drop\":false}]; drop can only be true",
        "[{\"method\":\"*\",\"drop\":true,\"after\":1}]; after must be true or false"})
    void shouldSayWhatIsWrongWithARule(String rules, String why) {
        try (RunningChain chain = new RunningChain(home)) {
            assertThatThrownBy(() -> set(chain, rules))
                    .isInstanceOfSatisfying(RpcException.class, e -> assertThat(e.code()).isEqualTo(RpcException.INVALID_PARAMS))
                    .hasMessageContaining(why);
            assertThat(chain.server.faults().list()).isEmpty();
        }
    }
}
