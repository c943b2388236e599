package io.sealstream.devnet.chain;

import static io.sealstream.devnet.chain.TestChain.OWNER;
import static io.sealstream.devnet.chain.TestChain.WORKER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.Gas;
import io.sealstream.filecoin.Message;
import io.sealstream.filecoin.Shapes;
import io.sealstream.filecoin.TokenAmount;
import io.sealstream.filecoin.json.FilecoinJson;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code Gas*} as lotus and venus answer it (lotus {@code node/impl/gasutils/gasutils.go}, {@code chain/messagepool}). */
final class GasRpcTest {
    private static final JsonNode HEAD = TextNodes.none();

    @TempDir
    private Path home = Path.of("");
    private RunningChain chain;

    @BeforeEach
    void start() {
        chain = new RunningChain(home);
        chain.fund(OWNER);
    }

    @AfterEach
    void stop() {
        chain.close();
    }

    private static Message transfer(long fil) {
        return Message.call(WORKER, OWNER, TokenAmount.ofFil(fil), 0, Bytes.EMPTY);
    }

    private Message estimate(Message message, JsonNode spec) {
        return FilecoinJson.message(chain.call("Filecoin.GasEstimateMessageGas", FilecoinJson.message(message), spec, HEAD));
    }

    private TokenAmount amount(String method, JsonNode... params) {
        return FilecoinJson.read(Shapes.AMOUNT, chain.call(method, params));
    }

    private TokenAmount premium(long blocks) {
        return amount("Filecoin.GasEstimateGasPremium", TextNodes.number(blocks), FilecoinJson.address(OWNER),
                TextNodes.number(0), HEAD);
    }

    private static ObjectNode spec() {
        return JsonNodeFactory.instance.objectNode();
    }

    @Test
    void shouldAnswerTheGasUsedAndFillAQuarterMore() {
        long used = chain.call("Filecoin.GasEstimateGasLimit", FilecoinJson.message(transfer(1)), HEAD).longValue();
        assertThat(estimate(transfer(1), TextNodes.none()).gasLimit()).isEqualTo(used * 5 / 4);
        assertThat(estimate(transfer(1), spec().put("GasOverEstimation", 2.0)).gasLimit()).isEqualTo(used * 2);
        assertThat(estimate(transfer(1).withGas(77, TokenAmount.ZERO, TokenAmount.ZERO), TextNodes.none()).gasLimit())
                .isEqualTo(77);
    }

    @Test
    void shouldForeseeTheBaseFeeOfFullBlocks() {
        TokenAmount fee = Gas.MIN_BASE_FEE;
        JsonNode message = FilecoinJson.message(transfer(1).withGas(1, TokenAmount.ZERO, TokenAmount.ofAtto(7)));
        assertThat(amount("Filecoin.GasEstimateFeeCap", message, TextNodes.number(0), HEAD))
                .isEqualTo(fee.plus(TokenAmount.ofAtto(7)));
        // 1.125^20 = 10.545, cut to 2699 / 256
        assertThat(amount("Filecoin.GasEstimateFeeCap", message, TextNodes.number(20), HEAD))
                .isEqualTo(TokenAmount.ofAtto(100 * 2699 / 256 + 7));
        assertThatThrownBy(() -> amount("Filecoin.GasEstimateFeeCap", message, TextNodes.number(-1), HEAD))
                .hasMessageContaining("maxqueueblks must be 0 to 1000");
    }

    @Test
    void shouldAskForMoreThanTheLeastPremiumOnlyWhereHasteOrOthersDemandIt() {
        chain.node.mine(30);
        assertThat(premium(1)).isEqualTo(TokenAmount.ofAtto(200_000));
        assertThat(premium(0)).isEqualTo(TokenAmount.ofAtto(200_000));
        assertThat(premium(2)).isEqualTo(TokenAmount.ofAtto(150_000));
        assertThat(premium(10)).isEqualTo(TokenAmount.ofAtto(100_000));
        chain.push(transfer(1).withGas(0, TokenAmount.ofNanoFil(1), TokenAmount.ofAtto(500_000)));
        chain.push(transfer(1).withGas(0, TokenAmount.ofNanoFil(1), TokenAmount.ofAtto(300_000)));
        chain.node.mine(2);
        assertThat(premium(10)).isEqualTo(TokenAmount.ofAtto(400_000));
        assertThat(estimate(transfer(1), spec().put("GasOverPremium", 1.5)).gasPremium()).isEqualTo(TokenAmount.ofAtto(600_000));
    }

    @Test
    void shouldCapTheFee() {
        Message filled = estimate(transfer(1), spec().put("MaxFee", "1000000000"));
        assertThat(filled.maxFee()).isLessThanOrEqualTo(TokenAmount.ofAtto(1_000_000_000));
        assertThat(filled.gasPremium()).isLessThanOrEqualTo(filled.gasFeeCap());
        Message most = estimate(transfer(1), spec().put("MaxFee", "1000000000000").put("MaximizeFeeCap", true));
        assertThat(most.gasFeeCap()).isEqualTo(TokenAmount.ofAtto(1_000_000_000_000L / most.gasLimit()));
        Message dear = estimate(transfer(1).withGas(0, TokenAmount.ofFil(1), TokenAmount.ofAtto(1)), TextNodes.none());
        assertThat(dear.maxFee()).isLessThanOrEqualTo(TokenAmount.ofAtto(70_000_000_000_000_000L));
    }

    @Test
    void shouldRefuseASpecThatCannotBe() {
        for (JsonNode bad : new JsonNode[]{ TextNodes.of("cheap"), spec().put("MaxFee", "much"),
            spec().put("GasOverEstimation", -1),
            spec().put("GasOverPremium", 1e9)}) {
            assertThatThrownBy(() -> estimate(transfer(1), bad)).as(bad.toString())
                    .hasMessageContaining("unmarshaling params for 'Filecoin.GasEstimateMessageGas' (param: 1)");
        }
    }

    @Test
    void shouldTryAMessageAfterThoseThatWaitBeforeIt() {
        chain.push(transfer(60));
        assertThatThrownBy(() -> estimate(transfer(60).withNonce(1), TextNodes.none())).hasMessageContaining("RetCode=6)");
        assertThat(estimate(transfer(60).withNonce(0), TextNodes.none()).gasLimit()).isPositive();
    }

    @Test
    void shouldEstimateABatchWithRisingNonces() {
        ArrayNode wanted = JsonNodeFactory.instance.arrayNode();
        for (long fil : new long[]{ 60, 60, 30}) {
            ObjectNode each = wanted.addObject();
            each.set("Msg", FilecoinJson.message(transfer(fil)));
            each.set("Spec", spec().put("GasOverEstimation", 1.5));
        }
        JsonNode results = chain.call("Filecoin.GasBatchEstimateMessageGas", wanted, TextNodes.number(5), HEAD);
        assertThat(results).hasSize(3);
        assertThat(results.path(0).path("Err").textValue()).isEmpty();
        assertThat(FilecoinJson.message(results.path(0).path("Msg")).nonce()).isEqualTo(5);
        assertThat(results.path(1).path("Err").textValue()).startsWith("estimating gas price: ").contains("RetCode=6)");
        assertThat(FilecoinJson.message(results.path(1).path("Msg")).nonce()).isZero();
        assertThat(FilecoinJson.message(results.path(2).path("Msg")).nonce()).isEqualTo(6);
        assertThat(FilecoinJson.message(results.path(2).path("Msg")).gasLimit()).isPositive();
        assertThat(chain.call("Filecoin.GasBatchEstimateMessageGas", TextNodes.none(), TextNodes.number(0), HEAD).isNull())
                .isTrue();
    }

    @Test
    void shouldRefuseToEstimateForASenderThatDoesNotExist() {
        Address nobody = Address.id(77_777);
        assertThatThrownBy(() -> estimate(Message.call(WORKER, nobody, TokenAmount.ZERO, 0, Bytes.EMPTY), TextNodes.none()))
                .hasMessage("estimating gas used: getting key address: actor not found: f077777");
    }
}
