package io.sealstream.devnet.chain;

import static io.sealstream.devnet.chain.TestChain.OWNER;
import static io.sealstream.devnet.chain.TestChain.WORKER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.sealstream.devnet.chain.node.LaggingNode;
import io.sealstream.devnet.chain.rpc.ChainAccess;
import io.sealstream.devnet.chain.rpc.ChainRpcServer;
import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.Message;
import io.sealstream.filecoin.SignedMessage;
import io.sealstream.filecoin.TipSetKey;
import io.sealstream.filecoin.TokenAmount;
import io.sealstream.filecoin.json.FilecoinJson;
import io.sealstream.rpc.JsonRpcClient;
import io.sealstream.rpc.JsonRpcSocket;
import io.sealstream.rpc.RpcClientOptions;
import io.sealstream.rpc.RpcException;
import io.vertx.core.Future;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A second node that hears of tipsets late. */
final class LaggingNodeTest {
    private static final long LAG = 3;

    @TempDir
    private Path home = Path.of("");

    @SuppressWarnings("NullAway.Init")
    private RunningChain first;
    @SuppressWarnings("NullAway.Init")
    private LaggingNode node;
    @SuppressWarnings("NullAway.Init")
    private ChainRpcServer server;

    @BeforeEach
    void start() {
        first = new RunningChain(home);
        first.fund(OWNER);
        node = new LaggingNode(first.node, LAG);
        server = ChainRpcServer.start(node, ChainAccess.open(TestChain.settings()), "127.0.0.1", 0);
    }

    @AfterEach
    void stop() {
        server.close();
        first.close();
    }

    private RpcClientOptions options(String scheme) {
        return RpcClientOptions.of(URI.create(scheme + "://127.0.0.1:" + server.port() + "/rpc/v1"), Optional.empty());
    }

    private JsonNode call(String method, JsonNode... params) {
        try (JsonRpcClient client = JsonRpcClient.http(first.vertx, options("http"))) {
            return RunningChain.await(client.call(method, params));
        }
    }

    private long height() {
        return call("Filecoin.ChainHead").path("Height").longValue();
    }

    private SignedMessage push() {
        return first.push(Message.call(WORKER, OWNER, TokenAmount.ofFil(1), 0, Bytes.EMPTY));
    }

    private JsonNode search(SignedMessage message) {
        return call("Filecoin.StateSearchMsg", TextNodes.none(), FilecoinJson.cid(message.cid()), TextNodes.number(-1),
                TextNodes.yes());
    }

    @Test
    void shouldBeTheSameChainSomeEpochsBehind() {
        first.node.mine(10);
        assertThat(height()).isEqualTo(first.height() - LAG);
        assertThat(node.chain().head().key()).isEqualTo(first.node.chain().store().at(first.height() - LAG).orElseThrow().key());
        first.node.produce(first.height() + 2);
        assertThat(height()).isEqualTo(first.height() - LAG);
    }

    @Test
    void shouldNotKnowTipsetsOfTheFirstNodesHead() {
        first.node.mine(5);
        assertThatThrownBy(() -> call("Filecoin.ChainGetTipSet", FilecoinJson.tipSetKey(first.node.chain().head().key())))
                .isInstanceOf(RpcException.class).hasMessageContaining("ipld: could not find");
    }

    @Test
    void shouldSeeAMessageLandLater() {
        SignedMessage message = push();
        first.node.mine(2);
        assertThat(search(message).isNull()).isTrue();
        first.node.mine(LAG);
        assertThat(search(message).path("Receipt").path("ExitCode").longValue()).isZero();
    }

    @Test
    void shouldHandWhatIsPushedToItToTheFirstNode() {
        SignedMessage message = TestChain.signed(Message.call(WORKER, OWNER, TokenAmount.ofFil(1), 0, Bytes.EMPTY)
                .withGas(20_000_000, TokenAmount.ofAtto(1000), TokenAmount.ofAtto(100)));
        first.node.mine(LAG + 2);
        call("Filecoin.MpoolPush", FilecoinJson.signedMessage(message));
        assertThat(first.node.chain().pool().pending()).containsExactly(message);
        assertThatThrownBy(() -> call("Filecoin.MpoolPush", FilecoinJson.signedMessage(TestChain.signed(
                message.message().withNonce(9))))).isInstanceOf(RpcException.class).hasMessageContaining("too big a gap");
    }

    @Test
    void shouldGiveTheNextNonceWhileItDoesNotKnowThatMessagesHaveLanded() {
        first.node.mine(LAG + 2);
        push();
        first.node.mine(1);
        push();
        assertThat(first.node.chain().pool().pending()).hasSize(1);
        assertThat(call("Filecoin.MpoolPending", TextNodes.none())).hasSize(2);
        assertThat(call("Filecoin.MpoolGetNonce", FilecoinJson.address(OWNER)).longValue()).isEqualTo(2);
    }

    @Test
    void shouldStandStillUntilItIsAsFarBehindAsAsked() {
        first.node.mine(10);
        long stands = height();
        assertThat(call("Devchain.Lag", TextNodes.number(5)).path("lag").longValue()).isEqualTo(5);
        first.node.mine(2);
        assertThat(height()).isEqualTo(stands);
        first.node.mine(1);
        assertThat(height()).isEqualTo(first.height() - 5);
        call("Devchain.Lag", TextNodes.number(0));
        first.node.mine(1);
        assertThat(call("Devchain.Lag").path("epoch").longValue()).isEqualTo(first.height());
    }

    @Test
    void shouldRefuseALagBeyondFinality() {
        assertThatThrownBy(() -> call("Devchain.Lag", TextNodes.number(901))).isInstanceOf(RpcException.class)
                .hasMessageContaining("a lag is 0 to 900 epochs, not 901");
    }

    @Test
    void shouldTellOfItsOwnHeads() {
        first.node.mine(5);
        List<Long> heights = new ArrayList<>();
        try (JsonRpcSocket socket = JsonRpcClient.webSocket(first.vertx, options("ws"))) {
            RunningChain.await(socket.connected());
            CompletableFuture<List<Long>> done = new CompletableFuture<>();
            long begin = node.chain().head().height();
            RunningChain.await(socket.subscribe("Filecoin.ChainNotify", List.of(), value -> {
                heights.add(value.path(0).path("Val").path("Height").longValue());
                if (heights.size() == 3) {
                    done.complete(List.copyOf(heights));
                }
            }, ended -> {}));
            first.node.mine(2);
            assertThat(RunningChain.await(Future.fromCompletionStage(done))).containsExactly(begin, begin + 1,
                    begin + 2);
        }
    }

    @Test
    void shouldFollowAReorgOnceItKnowsTheHeavierChain() {
        first.node.mine(10);
        long fork = first.height() - 6;
        TipSetKey gone = node.chain().head().key();
        first.node.chain().revertTo(fork);
        first.node.mine(10);
        assertThat(height()).isEqualTo(first.height() - LAG);
        assertThat(node.chain().store().find(gone)).isEmpty();
        assertThat(node.chain().head().key()).isEqualTo(first.node.chain().store().at(height()).orElseThrow().key());
    }
}
