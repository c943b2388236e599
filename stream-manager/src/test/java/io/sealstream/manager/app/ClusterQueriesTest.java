package io.sealstream.manager.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.sealstream.filecoin.ActorId;
import io.sealstream.filecoin.SectorId;
import io.sealstream.manager.edge.http.CannedQueries;
import io.sealstream.manager.edge.http.CommandGateway;
import io.sealstream.manager.edge.http.CommandLog;
import io.sealstream.manager.edge.http.EdgeServer;
import io.sealstream.manager.edge.http.SealstreamApi;
import io.sealstream.manager.query.EmptyQueries;
import io.sealstream.manager.query.ManagerQueries;
import io.sealstream.manager.query.ManagerQueries.StoresNotReady;
import io.sealstream.manager.query.MessageFilter;
import io.sealstream.manager.query.ProvingSummary;
import io.sealstream.manager.query.SectorSummary;
import io.sealstream.manager.query.SectorView;
import io.sealstream.rpc.Authorizer;
import io.sealstream.schemas.Topic;
import io.sealstream.schemas.config.HostPort;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A manager that holds nothing asks a real one over HTTP. */
class ClusterQueriesTest {
    private static final ActorId MINER = ActorId.parse("f01000");

    /** Nobody sends commands here. */
    private static final class NoCommands implements CommandLog {
        @Override
        public CompletionStage<Void> append(Topic topic, String key, SpecificRecord command) {
            return CompletableFuture.failedFuture(new IllegalStateException("no commands here"));
        }

        @Override
        public int replyPartition() {
            return 0;
        }
    }

    private final Vertx vertx = Vertx.vertx();
    private final CannedQueries there = new CannedQueries();
    private final LateQueries nothing = new LateQueries();
    private final EdgeServer server = new EdgeServer(vertx,
            new SealstreamApi(new CommandGateway(new NoCommands(), Duration.ofSeconds(1), 1), nothing, there,
                    UnaryOperator.identity(),
                    new SealstreamApi.About(JsonNodeFactory.instance::objectNode, JsonNodeFactory.instance.objectNode(),
                            JsonNodeFactory.instance::arrayNode)),
            Authorizer.open(),
            new EdgeServer.Pages(ClusterQueriesTest::page, ClusterQueriesTest::page, ClusterQueriesTest::page));
    private final int port = server.listen("127.0.0.1", 0).toCompletionStage().toCompletableFuture().join();
    private final PeerCallers callers = new PeerCallers(vertx);

    private static EdgeServer.Page page() {
        return new EdgeServer.Page(404, "text/plain", "");
    }

    private ManagerQueries cluster(ManagerQueries local) {
        return new ClusterQueries(local, () -> List.of(new HostPort("127.0.0.1", port)), callers);
    }

    @AfterEach
    void close() {
        callers.close();
        server.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void shouldGatherWhatTheOtherManagerHolds() {
        SectorView sector = new SectorView("f01000/17", "Proving", "its next deadline", false, "node-1", "s", null, null, 5, 9L);
        there.sectors = List.of(sector);
        there.proving = new ProvingSummary("f01000", Map.of("AwaitingLanding", 2L), Map.of(), 41L, 1, 4, 5, 6);
        there.message = CannedQueries.message("bench/1", "Final");
        ManagerQueries all = cluster(new EmptyQueries());

        assertThat(all.miners()).isEqualTo(there.miners());
        assertThat(all.miner(MINER)).isEqualTo(there.miner(MINER));
        assertThat(all.sectors(MINER)).containsExactly(sector);
        assertThat(all.sectorSummary(MINER)).hasValue(new SectorSummary("f01000", Map.of("Proving", 1L), 0));
        assertThat(all.message("bench/1")).hasValue(CannedQueries.message("bench/1", "Final"));
        assertThat(all.messages(MessageFilter.ALL)).hasSize(1);
        assertThat(all.lanes()).isEqualTo(there.lanes());
        assertThat(all.nodes()).isEmpty();
        assertThat(all.proving(MINER)).isEmpty();
        assertThat(all.provingSummary(MINER)).hasValue(there.proving);
        assertThat(all.head()).isEqualTo(there.head());
        assertThat(all.sector(new SectorId(MINER, 17))).isEmpty();
        assertThat(all.message("bench/2")).isEmpty();
    }

    @Test
    void shouldAddWhatBothHold() {
        assertThat(cluster(there).lanes()).hasSize(2);
        assertThat(cluster(there).miner(MINER)).isPresent();
    }

    @Test
    void shouldNotGiveHalfAnAnswer() {
        server.close();

        assertThatThrownBy(() -> cluster(new EmptyQueries()).miners()).isInstanceOf(StoresNotReady.class)
                .hasMessageContaining("127.0.0.1:" + port).hasMessageContaining("does not answer");
    }
}
