package io.sealstream.manager.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.MeterRegistry;
import io.sealstream.devnet.testing.KafkaTestCluster;
import io.sealstream.manager.cli.CliFailure;
import io.sealstream.manager.config.ManagerConfig;
import io.sealstream.manager.edge.chain.FakeChain;
import io.sealstream.manager.edge.http.CannedQueries;
import io.sealstream.manager.query.ManagerQueries;
import io.sealstream.schemas.config.HostPort;
import io.sealstream.schemas.runtime.HealthState;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole process on a real broker, with everything but the stream application. */
class ManagerProcessTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** A stream application that is there at once. */
    private static final class IdleStreams implements StreamsPart {
        @Override
        public void start(Consumer<String> dead) {
            // There is nothing to start.
        }

        @Override
        public HealthState health() {
            return HealthState.up("streams", Instant.EPOCH);
        }

        @Override
        public ManagerQueries queries() {
            return new CannedQueries();
        }

        @Override
        public List<HostPort> peers() {
            return List.of();
        }

        @Override
        public void bindTo(MeterRegistry registry) {
            // There is nothing to measure.
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    }

    @TempDir
    Path home = Path.of("");

    private final KafkaTestCluster kafka = KafkaTestCluster.shared();
    private final FakeChain chain = new FakeChain("ChainHead", "ChainGetTipSetByHeight", "StateNetworkName");
    private final StringWriter out = new StringWriter();

    @BeforeEach
    void start() {
        kafka.reset();
        chain.answer("ChainHead", FakeChain.tipset("a", 1000, "g").toString());
        chain.answer("ChainGetTipSetByHeight", FakeChain.tipset("genesis", 0, "none").toString());
        chain.answer("StateNetworkName", "\"devnet\"");
    }

    @AfterEach
    void close() {
        chain.close();
    }

    private ManagerProcess process() {
        Path file = home.resolve("manager.toml");
        try {
            Files.writeString(file, """
                                    [kafka]
                                    bootstrap = "%s"
                                    registry = "%s"
                                    [network]
                                    name = "devnet"
                                    [http]
                                    listen = "127.0.0.1:0"
                                    [chain]
                                    url = "%s"
                                    [streams]
                                    state-dir = "state"
                                    """.formatted(kafka.bootstrap(), kafka.registry(), chain.url()));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return new ManagerProcess(ManagerConfig.read(file), (settings, clients, serdes, cluster) -> new IdleStreams(),
                new PrintWriter(out));
    }

    private static CompletableFuture<String> run(ManagerProcess process) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return "exit " + process.run();
            } catch (CliFailure e) {
                return String.valueOf(e.getMessage());
            }
        });
    }

    private JsonNode ready() {
        await().atMost(Duration.ofSeconds(60)).until(() -> out.toString().contains("\n"));
        try {
            return JSON.readTree(out.toString());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String get(String http, String path) {
        try {
            return HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(URI.create("http://" + http + path)).build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void shouldMakeANewClusterThenRefuseAChainWithAnotherGenesis() throws Exception {
        ManagerProcess first = process();
        CompletableFuture<String> end = run(first);
        JsonNode ready = ready();
        assertThat(ready.path("ready").asBoolean()).isTrue();
        assertThat(ready.path("partitions").asInt()).isEqualTo(4);
        String http = ready.path("http").asText();
        await().atMost(Duration.ofSeconds(60)).untilAsserted(
                () -> assertThat(get(http, "/healthz")).startsWith("{\"status\":\"up\"").contains("\"part\":\"heads\""));
        assertThat(get(http, "/metrics")).contains("sealstream_dead_letters 0.0").contains("sealstream_head_epoch")
                .contains("jvm_memory_used_bytes{area=", "jvm_memory_max_bytes{area=", "process_cpu_usage ",
                        "process_uptime_seconds ");
        String listed = Files.readString(Path.of("..", "ops", "prometheus", "metrics.tsv"));
        assertThat(get(http, "/metrics").lines().filter(line -> line.startsWith("sealstream"))
                .map(line -> line.replaceAll("[{ ].*", "")))
                .isNotEmpty().allSatisfy(name -> assertThat(listed).contains("stream-manager\t" + name + "\t"));
        assertThat(get(http, "/")).contains("network devnet");
        first.end("test is over");
        assertThat(end.get(60, TimeUnit.SECONDS)).isEqualTo("test is over");

        chain.answer("ChainGetTipSetByHeight", FakeChain.tipset("other", 0, "none").toString());
        assertThat(run(process()).get(60, TimeUnit.SECONDS)).contains("has genesis " + FakeChain.cid("other"))
                .contains("chain.url");
    }

    @Test
    void shouldRefuseANodeOfAnotherNetwork() throws Exception {
        chain.answer("StateNetworkName", "\"mainnet\"");
        assertThat(run(process()).get(60, TimeUnit.SECONDS)).contains("serves network mainnet").contains("devnet");
    }
}
