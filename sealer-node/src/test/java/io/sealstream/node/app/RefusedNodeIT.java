package io.sealstream.node.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sealstream.devnet.testing.SecureKafka;
import io.sealstream.node.config.NodeConfig;
import io.sealstream.node.config.ProofsConfig;
import io.sealstream.node.fixture.TestNode;
import io.sealstream.node.fixture.TestTasks;
import io.sealstream.node.stores.Holder;
import io.sealstream.node.stores.StoreSpec;
import io.sealstream.node.stores.StoreSpec.Kind;
import io.sealstream.node.tasks.Engines;
import io.sealstream.proofs.scripted.Script;
import io.sealstream.proofs.scripted.ScriptedProofEngine;
import io.sealstream.schemas.acl.Role;
import io.sealstream.schemas.config.HostPort;
import io.sealstream.schemas.kafka.KafkaSettings;
import io.sealstream.schemas.kafka.Login;
import io.sealstream.schemas.runtime.HealthState;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node on brokers that know their users: with its own user it works, and refused it lives on and says why. */
class RefusedNodeIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path home;
    private final SecureKafka kafka = SecureKafka.shared();

    @BeforeEach
    void stores() throws Exception {
        Holder.init(home.resolve("scratch"), TestNode.SCRATCH);
        Holder.init(home.resolve("long-term"), TestNode.LONG_TERM);
    }

    private NodeApp start(KafkaSettings settings) throws Exception {
        NodeConfig config = new NodeConfig(settings, "devnet", new HostPort("127.0.0.1", 0),
                new NodeConfig.Own(TestNode.NAME, home.resolve("node"), List.of(TestTasks.MINER), true, true,
                        Duration.ofMillis(200),
                        Duration.ofMillis(500), true),
                List.of(new StoreSpec(TestNode.SCRATCH, Kind.SCRATCH, home.resolve("scratch")),
                        new StoreSpec(TestNode.LONG_TERM, Kind.LONG_TERM, home.resolve("long-term"))),
                Map.of(), new ProofsConfig(home, 1, Duration.ofSeconds(10), true, List.of(2048L), List.of(), Map.of()));
        return NodeApp.start(config, Engines.of(new ScriptedProofEngine(new Script())), Seams.NONE);
    }

    private static Optional<String> refusal(NodeApp app) {
        return app.health().stream().filter(state -> state.status() == HealthState.Status.DOWN).map(HealthState::detail)
                .findFirst();
    }

    private static boolean isUp(NodeApp app, String part) {
        return app.health().stream().anyMatch(state -> state.part().equals(part) && state.status() == HealthState.Status.UP);
    }

    @Test
    void shouldTakeTasksAndSendHeartbeatsWithItsOwnUser() throws Exception {
        try (NodeApp app = start(kafka.settings(Role.NODE))) {
            assertThat(app.ready().get(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isEqualTo(4);
            await().atMost(PATIENCE).until(() -> isUp(app, "kafka-in") && isUp(app, "kafka-out"));
        }
    }

    @Test
    void shouldLiveOnAndSayThatItsPasswordIsNotTaken() throws Exception {
        try (NodeApp app = start(kafka.settings(new Login("sealer-node", "wrong", Optional.of(kafka.secrets().ca()))))) {
            await().atMost(PATIENCE).until(() -> refusal(app).isPresent());
            assertThat(refusal(app))
                    .contains("Kafka at " + kafka.bootstrap() + " does not take the password of user sealer-node; "
                            + "correct kafka.user and kafka.password-file, or have the user made: topics acl user");
            assertThat(app.over()).isNotDone();
        }
    }

    @Test
    void shouldLiveOnAndSayWhichTopicItMayNotUse() throws Exception {
        try (NodeApp app = start(kafka.settings(Role.SIGNER))) {
            await().atMost(PATIENCE).until(() -> refusal(app).isPresent());
            assertThat(refusal(app)).hasValueSatisfying(sentence -> assertThat(sentence)
                    .startsWith("Kafka at " + kafka.bootstrap() + " does not give user wallet-signer a right on topic node.")
                    .endsWith("see: topics acl check, and put the rights up: topics acl apply"));
            assertThat(app.over()).isNotDone();
        }
    }

    @Test
    void shouldEndWithASentenceWhereATruststoreIsMissing() throws Exception {
        KafkaSettings usual = kafka.settings(Role.NODE);
        Map<String, String> properties = new HashMap<>(usual.properties());
        properties.put("ssl.truststore.location", "/no/such/ca.pem");
        try (NodeApp app = start(
                new KafkaSettings(usual.bootstrap(), usual.registry(), usual.autoRegister(), usual.layout(), properties))) {
            assertThat(app.over().get(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isEqualTo(
                    "kafka: no client can be made: there is no file /no/such/ca.pem; correct kafka.bootstrap or kafka.properties");
        }
    }
}
