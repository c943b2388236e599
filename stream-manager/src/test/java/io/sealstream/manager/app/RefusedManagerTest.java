package io.sealstream.manager.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.sealstream.devnet.testing.SecureKafka;
import io.sealstream.manager.cli.CliFailure;
import io.sealstream.manager.config.ManagerConfig;
import io.sealstream.manager.edge.chain.ChainEdge;
import io.sealstream.manager.edge.chain.EdgeParts;
import io.sealstream.manager.edge.chain.EdgeState;
import io.sealstream.manager.edge.chain.FakeChain;
import io.sealstream.manager.edge.chain.NotifyFeed;
import io.sealstream.manager.edge.http.ReplyReader;
import io.sealstream.rpc.JsonRpcClient;
import io.sealstream.rpc.JsonRpcSocket;
import io.sealstream.rpc.RpcClientOptions;
import io.sealstream.schemas.Serdes;
import io.sealstream.schemas.acl.Role;
import io.sealstream.schemas.kafka.KafkaClients;
import io.sealstream.schemas.kafka.KafkaSettings;
import io.sealstream.schemas.kafka.Login;
import io.sealstream.schemas.runtime.HealthState;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A manager on brokers that know their users: with its own user it starts, and refused it says why and goes on asking. */
class RefusedManagerTest {
    private static final long PATIENCE_SECONDS = 60;

    @TempDir
    Path home = Path.of("");

    private final SecureKafka kafka = SecureKafka.shared();

    /** The first words of a start that is refused. */
    private String sentence(KafkaSettings settings) throws InterruptedException {
        KafkaClients clients = new KafkaClients(settings);
        BlockingQueue<HealthState> said = new LinkedBlockingQueue<>();
        try (Serdes serdes = clients.serdes()) {
            Thread starting = Thread.ofPlatform().daemon().start(() -> {
                try {
                    new ClusterStart(clients, serdes, "devnet", said::add, InstantSource.system()).prepare();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
            try {
                while (true) {
                    HealthState state = said.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
                    assertThat(state).as("a word of the manager").isNotNull();
                    if (state.status() == HealthState.Status.DOWN) {
                        return state.detail();
                    }
                }
            } finally {
                starting.interrupt();
                starting.join();
            }
        }
    }

    @Test
    void shouldStartWithItsOwnUser() throws InterruptedException {
        KafkaClients clients = new KafkaClients(kafka.settings(Role.MANAGER));
        try (Serdes serdes = clients.serdes()) {
            ClusterStart start = new ClusterStart(clients, serdes, "devnet", state -> {}, InstantSource.system());
            start.prepare();
            assertThat(start.standing()).hasValueSatisfying(cluster -> assertThat(cluster.getNetwork()).isEqualTo("devnet"));
        }
    }

    @Test
    void shouldSayThatItsPasswordIsNotTaken() throws InterruptedException {
        assertThat(sentence(kafka.settings(new Login("stream-manager", "wrong", Optional.of(kafka.secrets().ca()))))).isEqualTo(
                "Kafka at " + kafka.bootstrap() + " does not take the password of user stream-manager; correct kafka.user and "
                        + "kafka.password-file, or have the user made: topics acl user");
    }

    @Test
    void shouldSayThatTopicsAreKeptFromIt() throws InterruptedException {
        assertThat(sentence(kafka.settings(Role.SIGNER))).contains("is missing, or kept from this user, who may not create it; "
                + "with the operator's user, run: stream-manager topics ensure");
    }

    private void assertSaid(HealthBoard board, String sentence) {
        await().atMost(Duration.ofSeconds(PATIENCE_SECONDS)).untilAsserted(() -> {
            assertThat(board.status()).isEqualTo(HealthState.Status.DOWN);
            assertThat(board.json().toString()).contains(sentence);
        });
    }

    @Test
    void shouldSayInItsHealthThatRepliesAreKeptFromIt() {
        KafkaClients clients = new KafkaClients(kafka.settings(Role.SIGNER));
        HealthBoard board = new HealthBoard(InstantSource.system());
        try (Serdes serdes = clients.serdes(); ReplyReader reader = new ReplyReader(clients, serdes, 0, reply -> {})) {
            board.askKafka("replies", clients.settings(), reader::failure);
            assertThat(board.status()).isEqualTo(HealthState.Status.UP);
            reader.start();

            assertSaid(board, "Kafka at " + kafka.bootstrap()
                    + " does not give user wallet-signer a right on topic reply; see: topics acl check, and put the rights up: "
                    + "topics acl apply");
        }
    }

    @Test
    void shouldSayInItsHealthThatTheChainEdgeIsNotLetIn() {
        assertEdgeSays(kafka.settings(new Login("stream-manager", "wrong", Optional.of(kafka.secrets().ca()))),
                "does not take the password of user stream-manager; correct kafka.user and kafka.password-file");
    }

    @Test
    void shouldSayInItsHealthThatRequestsAreKeptFromTheChainEdge() {
        assertEdgeSays(kafka.settings(Role.SIGNER), "does not give user wallet-signer a right on ");
    }

    private void assertEdgeSays(KafkaSettings settings, String sentence) {
        KafkaClients clients = new KafkaClients(settings);
        EdgeState state = new EdgeState();
        HealthBoard board = new HealthBoard(InstantSource.system());
        board.askKafka("chain edge", settings, state::failure);
        ChainEdge.Setup setup = new ChainEdge.Setup("refused-chain-edge", "edge", Duration.ofSeconds(6), 4, 1, 1, 1,
                Duration.ofSeconds(1), Duration.ofSeconds(30));
        FakeChain chain = new FakeChain("ChainHead");
        try (Serdes serdes = clients.serdes();
                JsonRpcSocket socket = JsonRpcClient.webSocket(chain.vertx(),
                        RpcClientOptions.of(chain.url(), Optional.empty()));
                ChainEdge edge = new ChainEdge(clients, serdes, EdgeParts.nodes(chain, new NotifyFeed(socket)), setup, state)) {
            edge.start();

            assertSaid(board, sentence);
        } finally {
            chain.close();
        }
    }

    @Test
    void shouldEndWithASentenceWhereATruststoreIsMissing() throws Exception {
        Path file = home.resolve("manager.toml");
        Files.writeString(file, """
                                [kafka]
                                bootstrap = "%s"
                                registry = "%s"
                                [kafka.properties]
                                "security.protocol" = "SSL"
                                "ssl.truststore.type" = "PEM"
                                "ssl.truststore.location" = "/no/such/ca.pem"
                                [network]
                                name = "devnet"
                                [http]
                                listen = "127.0.0.1:0"
                                [chain]
                                url = "http://127.0.0.1:9/rpc/v1"
                                [streams]
                                state-dir = "state"
                                """.formatted(kafka.bootstrap(), kafka.registry()));
        ManagerProcess process = new ManagerProcess(ManagerConfig.read(file), (settings, clients, serdes, cluster) -> {
            throw new IllegalStateException("no stream application is reached");
        }, new PrintWriter(new StringWriter()));

        assertThatThrownBy(process::run).isInstanceOf(CliFailure.class).hasMessage(
                "kafka: no client can be made: there is no file /no/such/ca.pem; correct kafka.bootstrap or kafka.properties");
    }
}
