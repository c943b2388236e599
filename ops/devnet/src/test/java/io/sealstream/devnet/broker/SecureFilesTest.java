package io.sealstream.devnet.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealstream.devnet.testing.SecureKafka;
import io.sealstream.schemas.Topic;
import io.sealstream.schemas.Topics;
import io.sealstream.schemas.acl.AclAdmin;
import io.sealstream.schemas.acl.AclPlan;
import io.sealstream.schemas.acl.ClusterUsers;
import io.sealstream.schemas.acl.Role;
import io.sealstream.schemas.acl.TopicRights;
import io.sealstream.schemas.config.ConfigTable;
import io.sealstream.schemas.config.TomlConfig;
import io.sealstream.schemas.kafka.ClusterLayout;
import io.sealstream.schemas.kafka.KafkaSettings;
import io.sealstream.schemas.kafka.TopicAdmin;
import java.io.IOException;
import java.io.StringReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files of {@code ops/secure}: three brokers start from them and do what its README promises. */
final class SecureFilesTest {
    private static final int BROKERS = 3;
    private static final Pattern NAME = Pattern.compile("`([^`]+)`");

    @TempDir
    private Path folder;

    private static Path file(String name) {
        return SecureKafka.certificates().resolveSibling("../secure").normalize().resolve(name);
    }

    private static List<Integer> freePorts(int count) throws IOException {
        List<ServerSocket> held = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            held.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
        }
        List<Integer> ports = held.stream().map(ServerSocket::getLocalPort).toList();
        for (ServerSocket socket : held) {
            socket.close();
        }
        return ports;
    }

    /** The file as a site changes it: names, ports and folders. */
    private Map<String, String> server(int node, List<Integer> ports) throws IOException {
        String text = Files.readString(file("server.properties")).replace("node.id=1", "node.id=" + node)
                .replace("secrets/kafka-1.example.org.pem", "secrets/127.0.0.1.pem")
                .replace("SASL_SSL://kafka-1.example.org:9092", "SASL_SSL://127.0.0.1:" + ports.get(node - 1))
                .replace("SASL_SSL://:9092,CONTROLLER://:9093",
                        "SASL_SSL://127.0.0.1:" + ports.get(node - 1) + ",CONTROLLER://127.0.0.1:"
                                + ports.get(BROKERS + node - 1))
                .replace("/etc/kafka/secrets", folder.resolve("secrets").toString())
                .replace("/var/lib/kafka", folder.resolve("broker-" + node).resolve("data").toString());
        for (int each = 1; each <= BROKERS; each++) {
            text = text.replace("kafka-" + each + ".example.org:9093", "127.0.0.1:" + ports.get(BROKERS + each - 1));
        }
        assertThat(text.lines().filter(line -> !line.startsWith("#"))).noneMatch(line -> line.contains("example.org"));
        Properties read = new Properties();
        read.load(new StringReader(text));
        Map<String, String> properties = new HashMap<>();
        read.forEach((key, value) -> properties.put(key.toString(), value.toString()));
        return properties;
    }

    private List<EmbeddedBroker> start(Secrets secrets, List<Integer> ports) throws IOException {
        Files.writeString(folder.resolve("secrets/broker.password"),
                "password=" + secrets.login(Secrets.BROKER).password() + "\n");
        List<String> controllers = IntStream.rangeClosed(1, BROKERS)
                .mapToObj(node -> "127.0.0.1:" + ports.get(BROKERS + node - 1)).toList();
        List<CompletableFuture<EmbeddedBroker>> starting = new ArrayList<>();
        for (int node = 1; node <= BROKERS; node++) {
            Map<String, String> properties = server(node, ports);
            // What the test's own broker would set must not stand in for what the file forgets.
            assertThat(properties).containsKeys(secrets.brokerProperties("SASL_SSL").keySet().toArray(String[]::new));
            BrokerSettings settings = new BrokerSettings(folder.resolve("broker-" + node), ports.get(node - 1),
                    new BrokerSettings.Quorum(node, controllers), Optional.of(secrets), properties);
            starting.add(
                    CompletableFuture.supplyAsync(() -> EmbeddedBroker.start(settings), task -> Thread.ofPlatform().start(task)));
        }
        return starting.stream().map(CompletableFuture::join).toList();
    }

    @Test
    void shouldStartThreeBrokersThatKnowTheirUsers() throws Exception {
        SecureKafka.shared();
        List<Integer> ports = freePorts(2 * BROKERS);
        Secrets secrets = Secrets.make(folder.resolve("secrets"), SecureKafka.certificates());
        List<EmbeddedBroker> brokers = start(secrets, ports);
        String bootstrap = String.join(",", brokers.stream().map(EmbeddedBroker::bootstrap).toList());
        try {
            secrets.giveRights(bootstrap);
            try (Admin operator = secrets.clients(bootstrap, Role.OPERATOR.usualUser()).admin("test");
                    Producer<byte[], byte[]> node = secrets.clients(bootstrap, Role.NODE.usualUser()).producer("test")) {
                KafkaSettings layout = new KafkaSettings(bootstrap,
                        secrets.clients(bootstrap, Secrets.ADMIN).settings().registry(), false,
                        new ClusterLayout(3, BROKERS, 2), Map.of());
                new TopicAdmin(operator, layout).ensure(Topics.ALL);
                assertThat(new AclAdmin(operator).check(AclPlan.of(ClusterUsers.USUAL))).isEmpty();
                for (int partition = 0; partition < 3; partition++) {
                    assertThat(node.send(new ProducerRecord<>("node.result", partition, null, new byte[0])).get().partition())
                            .isEqualTo(partition);
                }
                assertThatThrownBy(() -> node.send(new ProducerRecord<>("chain.result", 0, null, new byte[0])).get())
                        .hasCauseInstanceOf(TopicAuthorizationException.class);
            }
        } finally {
            List<CompletableFuture<Void>> stopping = brokers.stream()
                    .map(broker -> CompletableFuture.runAsync(broker::close, task -> Thread.ofPlatform().start(task))).toList();
            stopping.forEach(CompletableFuture::join);
        }
    }

    @Test
    void shouldConnectEachProcessAsItsOwnUser() throws IOException {
        Path secrets = folder.resolve("secrets");
        Secrets.make(secrets, SecureKafka.certificates());
        for (String user : List.of("admin", "operator", "stream-manager", "sealer-node", "wallet-signer")) {
            String text = Files.readString(file(user + ".toml"))
                    .replace("/etc/sealstream/secrets/ca.pem", secrets.resolve("ca.pem").toString())
                    .replace("/etc/sealstream/secrets", secrets.resolve("passwords").toString());
            ConfigTable root = TomlConfig.parse(text, user + ".toml", folder).root();

            KafkaSettings settings = KafkaSettings.from(root.table("kafka"), root.table("network").network("name"));

            assertThat(settings.properties()).isEqualTo(Secrets.read(secrets).login(user).properties());
            assertThat(settings.layout()).isEqualTo(ClusterLayout.PRODUCTION);
        }
    }

    /** A cell of the README's table as topics: those it names, or {@code all but} them, or everything, or nothing. */
    private static List<String> topics(String cell) {
        Set<String> named = NAME.matcher(cell).results().map(found -> found.group(1)).collect(Collectors.toSet());
        boolean all = cell.contains("all but") || cell.contains("everything");
        return Topics.ALL.stream().map(Topic::name).filter(name -> named.contains(name) != all).toList();
    }

    private static List<String> topics(Predicate<TopicRights> rights) {
        return Topics.ALL.stream().filter(topic -> rights.test(TopicRights.of(topic).orElseThrow())).map(Topic::name).toList();
    }

    @Test
    void shouldTellInTheReadmeWhoWritesAndWhoReads() throws IOException {
        List<String> lines = Files.readAllLines(file("README.md"));
        for (Role role : List.of(Role.MANAGER, Role.NODE, Role.SIGNER, Role.OPERATOR)) {
            String row = lines.stream().filter(line -> line.startsWith("| `" + role.usualUser() + "` |")).findFirst()
                    .orElseThrow();
            List<String> cells = List.of(row.split("\\|", -1));

            assertThat(topics(cells.get(2))).as("%s writes", role).isEqualTo(topics(rights -> rights.writers().contains(role)));
            assertThat(topics(cells.get(3))).as("%s reads", role).isEqualTo(topics(rights -> rights.readers().contains(role)));
        }
    }

    @Test
    void shouldConnectKafkasOwnToolsAsAdministrator() throws IOException {
        Properties properties = new Properties();
        properties.load(new StringReader(Files.readString(file("admin.properties"))));

        assertThat(properties).containsEntry("security.protocol", "SASL_SSL").containsEntry("sasl.mechanism", "SCRAM-SHA-512");
        assertThat(properties.getProperty("sasl.jaas.config")).contains("username=\"admin\"").endsWith(";");
    }
}
