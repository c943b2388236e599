package io.sealstream.devnet.chain;

import static io.sealstream.devnet.chain.TestChain.OWNER;
import static io.sealstream.devnet.chain.TestChain.WORKER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.Message;
import io.sealstream.filecoin.SignedMessage;
import io.sealstream.filecoin.TokenAmount;
import io.sealstream.filecoin.json.FilecoinJson;
import io.sealstream.rpc.JsonRpcSocket;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code StateSearchMsg} and {@code StateWaitMsg} as lotus answers them ({@code chain/stmgr/searchwait.go}). */
final class SearchRpcTest {
    private static final JsonNode NO_LIMIT = TextNodes.number(-1);

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

    private JsonNode search(JsonNode from, SignedMessage message, long limit, boolean replaced) {
        return chain.call("Filecoin.StateSearchMsg", from, FilecoinJson.cid(message.cid()), TextNodes.number(limit),
                BooleanNode.valueOf(replaced));
    }

    private SignedMessage pushInPlaceOf(SignedMessage old, Message call) {
        SignedMessage better = TestChain.signed(call.withNonce(old.message().nonce()).withGas(old.message().gasLimit(),
                old.message().gasFeeCap().times(10), old.message().gasPremium().times(2)));
        chain.call("Filecoin.MpoolPush", FilecoinJson.signedMessage(better));
        return better;
    }

    @Test
    void shouldFindFromATipsetOnlyWhatItSees() {
        SignedMessage message = chain.push(transfer(1));
        chain.node.mine(1);
        JsonNode executing = FilecoinJson.tipSetKey(chain.node.chain().head().key());
        chain.node.mine(1);
        JsonNode after = FilecoinJson.tipSetKey(chain.node.chain().head().key());
        chain.node.mine(1);
        assertThat(search(executing, message, -1, true).isNull()).isTrue();
        assertThat(search(after, message, -1, true).path("Height").longValue()).isEqualTo(chain.height() - 1);
    }

    @Test
    void shouldLookBackAsFarAsItIsTold() {
        SignedMessage message = chain.push(transfer(1));
        chain.node.mine(2);
        long height = chain.height();
        assertThat(search(TextNodes.none(), message, 0, true).path("Height").longValue()).isEqualTo(height);
        chain.node.mine(3);
        assertThat(search(TextNodes.none(), message, 0, true).isNull()).isTrue();
        assertThat(search(TextNodes.none(), message, 3, true).isNull()).isTrue();
        assertThat(search(TextNodes.none(), message, 4, true).path("Height").longValue()).isEqualTo(height);
        assertThat(RunningChain.await(chain.http("v0").call("Filecoin.StateSearchMsgLimited",
                List.of(FilecoinJson.cid(message.cid()), TextNodes.number(3)))).isNull()).isTrue();
    }

    @Test
    void shouldFindAReplacementOnlyWhereAllowedAndOnlyOfTheSameCall() {
        SignedMessage first = chain.push(transfer(1));
        SignedMessage better = pushInPlaceOf(first, transfer(1));
        chain.node.mine(2);
        assertThat(FilecoinJson.cid(search(TextNodes.none(), first, -1, true).path("Message"))).isEqualTo(better.cid());
        assertThatThrownBy(() -> search(TextNodes.none(), first, -1, false))
                .hasMessage("found message with equal nonce as the one we are looking for (F:" + first.cid() + " n 0, TS: "
                        + better.cid() + " n0)");
        SignedMessage second = chain.push(transfer(2));
        SignedMessage other = pushInPlaceOf(second, transfer(3));
        chain.node.mine(2);
        assertThatThrownBy(() -> search(TextNodes.none(), second, -1, true))
                .hasMessage(
                        "found message with equal nonce as the one we are looking for that is NOT a valid replacement message (F:"
                                + second.cid() + " n 1, TS: " + other.cid() + " n1)");
    }

    @Test
    void shouldRefuseToSearchForWhatItHasNeverSeen() {
        SignedMessage unknown = TestChain.signed(transfer(1));
        assertThatThrownBy(() -> search(TextNodes.none(), unknown, -1, true))
                .hasMessage("failed to load message: ipld: could not find " + unknown.cid());
        assertThatThrownBy(
                () -> chain.call("Filecoin.StateWaitMsg", FilecoinJson.cid(unknown.cid()), TextNodes.number(0), NO_LIMIT,
                        TextNodes.yes()))
                .hasMessageContaining("failed to load message");
    }

    @Test
    void shouldWaitForConfidenceAndDecodeTheReturn() {
        chain.fund(WORKER);
        SignedMessage create = chain.push(Message.call(Address.POWER, OWNER, TokenAmount.ofFil(5), TestChain.CREATE_MINER,
                Bytes.of(TestChain.createParams().toCbor())));
        Future<JsonNode> waiting = chain.client.call("Filecoin.StateWaitMsg",
                List.of(FilecoinJson.cid(create.cid()), TextNodes.number(3), NO_LIMIT, TextNodes.yes()));
        chain.node.mine(4);
        assertThat(chain.call("Filecoin.ChainHead").path("Height").longValue()).isEqualTo(chain.height());
        assertThat(waiting.isComplete()).isFalse();
        chain.node.mine(1);
        JsonNode found = RunningChain.await(waiting);
        assertThat(found.path("Height").longValue()).isEqualTo(chain.height() - 3);
        assertThat(found.path("ReturnDec").path("IDAddress").textValue()).isEqualTo("f01002");
        assertThat(search(TextNodes.none(), create, -1, true).path("ReturnDec").isNull()).isTrue();
    }

    @Test
    void shouldForgetAWaitThatIsCancelled() {
        SignedMessage message = chain.push(transfer(1));
        int before = chain.node.listeners();
        JsonRpcSocket socket = chain.socket();
        Future<JsonNode> waiting = socket.call("Filecoin.StateWaitMsg",
                List.of(FilecoinJson.cid(message.cid()), TextNodes.number(0), NO_LIMIT, TextNodes.yes()));
        await().until(() -> chain.node.listeners() == before + 1);
        socket.close();
        await().until(() -> chain.node.listeners() == before);
        assertThatThrownBy(() -> RunningChain.await(waiting)).hasMessageContaining("closed");
    }

    @Test
    void shouldServeTheShorterFormsOfVersionZero() {
        SignedMessage message = chain.push(transfer(1));
        chain.node.mine(2);
        JsonNode cid = FilecoinJson.cid(message.cid());
        assertThat(RunningChain.await(chain.http("v0").call("Filecoin.StateSearchMsg", cid)).path("Message")).isEqualTo(cid);
        assertThat(RunningChain.await(chain.http("v0").call("Filecoin.StateWaitMsg", cid, TextNodes.number(0))).path("Message"))
                .isEqualTo(cid);
        assertThat(RunningChain.await(chain.http("v0").call("Filecoin.StateGetReceipt", cid, TextNodes.none())).path("ExitCode")
                .longValue()).isZero();
        assertThatThrownBy(() -> RunningChain.await(chain.http("v1").call("Filecoin.StateSearchMsg", cid)))
                .hasMessageContaining("1 != 4");
    }
}
