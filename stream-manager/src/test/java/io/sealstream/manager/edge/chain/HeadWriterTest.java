package io.sealstream.manager.edge.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.sealstream.rpc.JsonRpcClient;
import io.sealstream.rpc.JsonRpcSocket;
import io.sealstream.rpc.RpcClientOptions;
import io.sealstream.schemas.avro.ChainHead;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The writer against a chain node over a real WebSocket; the log is in memory. */
class HeadWriterTest {
    private final FakeChain chain = new FakeChain("ChainHead", "ChainGetTipSetByHeight");
    private final JsonRpcSocket socket = JsonRpcClient.webSocket(chain.vertx(),
            RpcClientOptions.of(chain.url(), Optional.empty()));
    private final List<ChainHead> stored = new CopyOnWriteArrayList<>();
    private final AtomicBoolean fenced = new AtomicBoolean();
    private final AtomicBoolean broken = new AtomicBoolean();
    private final EdgeState state = new EdgeState();
    private final List<HeadWriter> writers = new ArrayList<>();

    @AfterEach
    void close() {
        writers.forEach(HeadWriter::close);
        socket.close();
        chain.close();
    }

    private final class MemoryLog implements HeadLog {
        @Override
        public long sequence() {
            return stored.isEmpty() ? 0 : stored.getLast().getSequence();
        }

        @Override
        public List<ChainHead> heads() {
            return List.copyOf(stored);
        }

        @Override
        public void write(ChainHead head) {
            if (fenced.get()) {
                throw new Fenced(new IllegalStateException("newer writer"));
            }
            if (broken.getAndSet(false)) {
                throw new IllegalStateException("broker went away");
            }
            stored.add(head);
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    }

    private HeadWriter start() {
        HeadWriter writer = new HeadWriter(chain.node(), new NotifyFeed(socket), MemoryLog::new, state, Duration.ofSeconds(20))
                .start();
        writers.add(writer);
        return writer;
    }

    private void head(JsonNode tipset) {
        chain.answer("ChainHead", params -> tipset);
    }

    private void notify(JsonNode... changes) {
        chain.notifyListeners(Arrays.asList(changes));
    }

    private static JsonNode apply(String name, long height, String parent) {
        return FakeChain.change("apply", FakeChain.tipset(name, height, parent));
    }

    private static JsonNode revert(String name, long height, String parent) {
        return FakeChain.change("revert", FakeChain.tipset(name, height, parent));
    }

    private ChainHead awaitHead(long epoch) {
        await().atMost(Duration.ofSeconds(20)).until(() -> !stored.isEmpty() && stored.getLast().getEpoch() == epoch);
        return stored.getLast();
    }

    @Test
    void shouldWriteTheCurrentHeadThenFollow() {
        head(FakeChain.tipset("a", 10, "g"));
        start();
        assertThat(awaitHead(10).getSequence()).isEqualTo(1);
        notify(apply("b", 11, "a"));
        ChainHead next = awaitHead(11);
        assertThat(next.getSequence()).isEqualTo(2);
        assertThat(next.getTimestamp()).isEqualTo(1_700_000_330L);
        await().until(() -> state.headEpoch() == 11 && state.heads().equals("ok"));
    }

    @Test
    void shouldMakeAReorgExplicit() {
        head(FakeChain.tipset("a", 10, "g"));
        start();
        awaitHead(10);
        notify(apply("b", 11, "a"));
        awaitHead(11);
        chain.answer("ChainGetTipSetByHeight",
                params -> FakeChain.tipset(params.get(0).asLong() == 10 ? "a" : "b2", params.get(0).asLong(), "x"));
        notify(revert("b", 11, "a"), apply("b2", 11, "a"), apply("c2", 12, "b2"));
        ChainHead head = awaitHead(12);
        assertThat(head.getRevertedTo()).isEqualTo(10);
        assertThat(head.getSequence()).isEqualTo(3);
    }

    @Test
    void shouldCatchUpAfterADroppedConnection() {
        head(FakeChain.tipset("a", 10, "g"));
        start();
        awaitHead(10);
        head(FakeChain.tipset("z", 4000, "y"));
        chain.answer("ChainGetTipSetByHeight", params -> FakeChain.tipset("a", 10, "g"));
        chain.dropListeners();
        ChainHead head = awaitHead(4000);
        assertThat(head.getSequence()).isEqualTo(2);
        assertThat(head.getRevertedTo()).isNull();
    }

    @Test
    void shouldKeepTheSequenceOverARestart() {
        head(FakeChain.tipset("a", 10, "g"));
        start();
        awaitHead(10);
        writers.removeFirst().close();
        head(FakeChain.tipset("b", 11, "a"));
        chain.answer("ChainGetTipSetByHeight", params -> FakeChain.tipset("a", 10, "g"));
        start();
        assertThat(awaitHead(11).getSequence()).isEqualTo(2);
        assertThat(stored).hasSize(2);
    }

    @Test
    void shouldWriteAHeadAgainWhenTheBrokerFailed() {
        broken.set(true);
        head(FakeChain.tipset("a", 10, "g"));
        start();
        assertThat(awaitHead(10).getSequence()).isEqualTo(1);
        assertThat(stored).hasSize(1);
    }

    @Test
    void shouldEndWhenAnotherProcessWritesHeads() {
        fenced.set(true);
        head(FakeChain.tipset("a", 10, "g"));
        start();
        await().atMost(Duration.ofSeconds(10)).until(() -> state.heads().contains("another process"));
        assertThat(stored).isEmpty();
    }

    @Test
    void shouldSayWhyItWaitsForAnotherChain() {
        stored.add(ChainHead.newBuilder().setSequence(1).setEpoch(5).setTipset(List.of(FakeChain.cid("mine").toString()))
                .setBaseFee("1")
                .setTimestamp(1).setRevertedTo(null).build());
        stored.add(ChainHead.newBuilder().setSequence(2).setEpoch(5 + HeadLine.FINALITY)
                .setTipset(List.of(FakeChain.cid("mine too").toString()))
                .setBaseFee("1")
                .setTimestamp(2).setRevertedTo(null).build());
        head(FakeChain.tipset("a", 1000, "g"));
        chain.answer("ChainGetTipSetByHeight", params -> FakeChain.tipset("other", 5, "g"));
        start();
        await().atMost(Duration.ofSeconds(10)).until(() -> state.heads().contains("another chain"));
        assertThat(stored).hasSize(2);
    }
}
