package io.sealstream.devnet.chain;

import static io.sealstream.devnet.chain.TestChain.OWNER;
import static io.sealstream.devnet.chain.TestChain.WORKER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.sealstream.devnet.chain.blocks.Entry;
import io.sealstream.devnet.chain.metrics.MethodCost;
import io.sealstream.devnet.chain.metrics.MethodMetrics;
import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.Gas;
import io.sealstream.filecoin.Message;
import io.sealstream.filecoin.TokenAmount;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code Devchain.Metrics} and its page: counted from the chain. */
final class MetricsRpcTest {
    @TempDir
    private Path home = Path.of("");

    private static TestChain busy() {
        TestChain test = TestChain.funded();
        Address miner = test.createMiner();
        test.call(OWNER, miner, TestChain.CHANGE_WORKER, new byte[]{ 0x01});
        test.call(OWNER, Address.POWER, 99, new byte[0]);
        return test;
    }

    private static MethodCost row(List<MethodCost> rows, String actor, long method, long exitCode) {
        return rows.stream().filter(row -> row.key().actor().equals(actor) && row.key().method() == method
                && row.key().exitCode() == exitCode).findFirst().orElseThrow();
    }

    @Test
    void shouldCountPerActorMethodAndExitCode() {
        List<MethodCost> rows = new MethodMetrics(busy().chain.store()).all();
        assertThat(row(rows, "account", 0, 0).count()).isEqualTo(5);
        assertThat(row(rows, "account", 0, 0).key().methodName()).isEqualTo("Send");
        assertThat(row(rows, "storagepower", 2, 0).key().methodName()).isEqualTo("CreateMiner");
        assertThat(row(rows, "storageminer", 3, 21).key().methodName()).isEqualTo("ChangeWorkerAddress");
        assertThat(row(rows, "storagepower", 99, 22).key().methodName()).isEqualTo("method 99");
        assertThat(rows).hasSize(4).allSatisfy(row -> {
            assertThat(row.gasMin()).isPositive().isLessThanOrEqualTo(row.gasMean());
            assertThat(row.gasMax()).isGreaterThanOrEqualTo(row.gasMean());
        });
    }

    @Test
    void shouldAddUpToWhatTheChainBurntAndGave() {
        TestChain test = busy();
        List<MethodCost> rows = new MethodMetrics(test.chain.store()).all();
        TokenAmount burn = rows.stream().map(MethodCost::burn).reduce(TokenAmount.ZERO, TokenAmount::plus);
        TokenAmount tip = rows.stream().map(MethodCost::tip).reduce(TokenAmount.ZERO, TokenAmount::plus);
        assertThat(test.state().balance(99)).isEqualTo(burn);
        assertThat(test.state().balance(2)).isEqualTo(tip);
        Entry first = test.chain.store().above(TestChain.PREPARED - 1).firstEntry().getValue();
        Message message = first.messages().getFirst().message();
        Gas.Outputs paid = Gas.outputs(first.receipts().getFirst().gasUsed(), message.gasLimit(), first.tipSet().parentBaseFee(),
                message.gasFeeCap(), message.gasPremium());
        assertThat(new MethodMetrics(test.chain.store()).between(first.height(), first.height()).getFirst().fee())
                .isEqualTo(paid.cost());
    }

    @Test
    void shouldGoOnFromWhereItWasAndBeginAnewAfterAReorg() {
        TestChain test = busy();
        MethodMetrics metrics = new MethodMetrics(test.chain.store());
        List<MethodCost> before = metrics.all();
        test.send(OWNER, WORKER, TokenAmount.ofFil(1), 0, Bytes.EMPTY);
        assertThat(row(metrics.all(), "account", 0, 0).count()).isEqualTo(6);
        test.chain.revertTo(test.height() - 1);
        assertThat(metrics.all()).isEqualTo(before);
        test.mine();
        assertThat(metrics.all()).isEqualTo(new MethodMetrics(test.chain.store()).all());
    }

    @Test
    void shouldAnswerAllOrARangeOfEpochs() {
        try (RunningChain chain = new RunningChain(home)) {
            chain.fund(OWNER);
            long between = chain.height();
            chain.send(OWNER, WORKER, TokenAmount.ofFil(1), 0, Bytes.EMPTY);
            JsonNode all = chain.call("Devchain.Metrics");
            assertThat(all.path("messages").longValue()).isEqualTo(2);
            assertThat(all.path("failed").longValue()).isZero();
            assertThat(all.path("disputes").longValue()).isZero();
            assertThat(all.path("methods").path(0).path("actor").textValue()).isEqualTo("account");
            assertThat(all.path("methods").path(0).path("gas").path("sum")).isEqualTo(all.path("gas"));
            JsonNode later = chain.call("Devchain.Metrics", TextNodes.number(between + 1), TextNodes.none());
            assertThat(later.path("messages").longValue()).isEqualTo(1);
            assertThat(
                    chain.call("Devchain.Metrics", TextNodes.number(0), TextNodes.number(between)).path("messages").longValue())
                    .isEqualTo(1);
            assertThatThrownBy(() -> chain.call("Devchain.Metrics", TextNodes.number(9), TextNodes.number(8)))
                    .hasMessageContaining("9 to 8 is empty");
        }
    }

    @Test
    void shouldShowAPageForPeople() throws Exception {
        try (RunningChain chain = new RunningChain(home); HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + chain.server.port() + "/metrics.html"))
                    .build();
            assertThat(client.send(request, HttpResponse.BodyHandlers.ofString()).body()).contains("No message has landed yet");
            chain.fund(OWNER);
            HttpResponse<String> page = client.send(request, HttpResponse.BodyHandlers.ofString());
            assertThat(page.headers().firstValue("Content-Type")).hasValue("text/html; charset=utf-8");
            assertThat(page.body()).contains("<td>account</td><td>Send</td><td>ok</td><td class=\"n\">1</td>")
                    .endsWith("</html>\n");
        }
    }
}
