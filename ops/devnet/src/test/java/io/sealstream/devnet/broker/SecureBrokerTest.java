package io.sealstream.devnet.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.sealstream.devnet.testing.SecureKafka;
import io.sealstream.schemas.Topic;
import io.sealstream.schemas.Topics;
import io.sealstream.schemas.acl.AclAdmin;
import io.sealstream.schemas.acl.AclFault;
import io.sealstream.schemas.acl.AclPlan;
import io.sealstream.schemas.acl.ClusterUsers;
import io.sealstream.schemas.acl.Role;
import io.sealstream.schemas.acl.TopicRights;
import io.sealstream.schemas.kafka.KafkaClients;
import io.sealstream.schemas.kafka.KafkaReadiness;
import io.sealstream.schemas.kafka.KafkaSettings;
import io.sealstream.schemas.kafka.Login;
import io.sealstream.schemas.kafka.Refusal;
import io.sealstream.schemas.runtime.HealthState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A broker with TLS, passwords and the rights of a cluster: who gets in, and what each may do. */
final class SecureBrokerTest {
    private static final long PATIENCE_SECONDS = 30;

    @TempDir
    private Path folder;

    private final SecureKafka kafka = SecureKafka.shared();

    private KafkaClients clients(Role role) {
        return new KafkaClients(kafka.settings(role));
    }

    /** Whether a broker takes a record of that role; the record has a key and no value, and nobody reads this Kafka. */
    private static boolean mayWrite(Producer<byte[], byte[]> producer, String topic) throws Exception {
        try {
            producer.send(new ProducerRecord<>(topic, 0, new byte[]{ 'k'}, null)).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            return true;
        } catch (ExecutionException | KafkaException e) {
            // A user who may write nothing at all is not even made a producer, which is final.
            assertThat(e).rootCause().isInstanceOf(AuthorizationException.class);
            return false;
        }
    }

    /** Whether the broker counts reading among what that user may do. */
    private static boolean mayRead(Admin admin, String topic) throws Exception {
        try {
            DescribeTopicsOptions rights = new DescribeTopicsOptions().includeAuthorizedOperations(true);
            return Objects.requireNonNull(admin.describeTopics(List.of(topic), rights).allTopicNames()
                    .get(PATIENCE_SECONDS, TimeUnit.SECONDS).get(topic)).authorizedOperations().contains(AclOperation.READ);
        } catch (ExecutionException e) {
            assertThat(e).hasCauseInstanceOf(TopicAuthorizationException.class);
            return false;
        }
    }

    @Test
    void shouldTakeRecordsOfATopicFromItsWritersAlone() throws Exception {
        Map<String, Set<Role>> took = new TreeMap<>();
        for (Role role : Role.values()) {
            try (Producer<byte[], byte[]> producer = clients(role).producer("test")) {
                for (Topic topic : Topics.ALL) {
                    took.computeIfAbsent(topic.name(), each -> new TreeSet<>());
                    if (mayWrite(producer, topic.name())) {
                        took.get(topic.name()).add(role);
                    }
                }
            }
        }
        assertThat(Topics.ALL).allSatisfy(topic -> assertThat(took.get(topic.name())).as(topic.name())
                .isEqualTo(TopicRights.of(topic).orElseThrow().writers()));
    }

    @Test
    void shouldLetAStolenCredentialClaimNothingOfOthers() throws Exception {
        try (Producer<byte[], byte[]> node = clients(Role.NODE).producer("test");
                Producer<byte[], byte[]> manager = clients(Role.MANAGER).producer("test");
                Producer<byte[], byte[]> operator = clients(Role.OPERATOR).producer("test")) {
            assertThat(mayWrite(node, "node.result")).isTrue();
            for (String topic : List.of("chain.result", "sign.request", "sign.result", "sector.event", "miner.command",
                    "node.task", "_schemas")) {
                assertThat(mayWrite(node, topic)).as("node writes %s", topic).isFalse();
            }
            assertThat(mayWrite(manager, "sign.request")).isTrue();
            assertThat(mayWrite(manager, "sign.result")).isFalse();
            assertThat(mayWrite(manager, "node.result")).isFalse();
            assertThat(mayWrite(manager, "_schemas")).isFalse();
            assertThat(mayWrite(operator, "dead.letter")).isFalse();
        }
    }

    @Test
    void shouldShowRecordsToReadersAlone() throws Exception {
        for (Role role : Role.values()) {
            try (Admin admin = clients(role).admin("test")) {
                for (Topic topic : Topics.ALL) {
                    assertThat(mayRead(admin, topic.name())).as("%s reads %s", role, topic.name())
                            .isEqualTo(TopicRights.of(topic).orElseThrow().readers().contains(role));
                }
            }
        }
    }

    @Test
    void shouldKeepGroupsAndTransactionsOfTheSignerToTheSigner() {
        try (Consumer<byte[], byte[]> thief = clients(Role.NODE).consumer("test", Optional.of("wallet-signer"));
                Producer<byte[], byte[]> fence = clients(Role.NODE).transactionalProducer("wallet-signer",
                        new ByteArraySerializer(),
                        new ByteArraySerializer());
                Producer<byte[], byte[]> signer = clients(Role.SIGNER).transactionalProducer("wallet-signer",
                        new ByteArraySerializer(),
                        new ByteArraySerializer())) {
            thief.assign(List.of(new TopicPartition("reply", 0)));
            assertThatThrownBy(
                    () -> thief.committed(Set.of(new TopicPartition("reply", 0)), Duration.ofSeconds(PATIENCE_SECONDS)))
                    .isInstanceOf(GroupAuthorizationException.class);
            assertThatThrownBy(fence::initTransactions).isInstanceOf(TransactionalIdAuthorizationException.class);
            signer.initTransactions();
        }
    }

    @Test
    void shouldLetOnlyTheOperatorMakeTopicsAndNobodyDeleteThem() {
        for (Role role : Role.values()) {
            try (Admin admin = clients(role).admin("test")) {
                assertThatThrownBy(() -> admin.createTopics(List.of(new NewTopic("other.topic", 1, (short) 1))).all().get())
                        .as("%s makes a topic", role).hasCauseInstanceOf(TopicAuthorizationException.class);
                assertThatThrownBy(() -> admin.deleteTopics(List.of("sector.event")).all().get()).as("%s deletes a topic", role)
                        .hasCauseInstanceOf(TopicAuthorizationException.class);
            }
        }
    }

    /** What a process says of itself while it waits for Kafka, and whether Kafka was reached in the end. */
    private static HealthState firstWord(KafkaSettings settings) throws InterruptedException {
        BlockingQueue<HealthState> said = new LinkedBlockingQueue<>();
        Thread waiting = Thread.ofPlatform().daemon().start(() -> {
            try {
                new KafkaReadiness(new KafkaClients(settings), InstantSource.system(), said::add).await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        try {
            return said.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } finally {
            waiting.interrupt();
            waiting.join();
        }
    }

    @Test
    void shouldSayInASentenceWhyNobodyIsLetIn() throws Exception {
        Optional<Path> ca = Optional.of(kafka.secrets().ca());

        HealthState unknown = firstWord(kafka.settings(new Login("mallory", "guess", ca)));
        HealthState wrong = firstWord(kafka.settings(new Login("sealer-node", "guess", ca)));
        HealthState distrust = firstWord(kafka.settings(new Login("sealer-node", "guess", Optional.empty())));

        assertThat(List.of(unknown, wrong, distrust)).allMatch(state -> state.status() == HealthState.Status.DOWN);
        assertThat(unknown.detail())
                .startsWith("Kafka at " + kafka.bootstrap() + " does not take the password of user mallory; correct");
        assertThat(wrong.detail()).contains("does not take the password of user sealer-node; correct kafka.user");
        assertThat(distrust.detail()).startsWith("no TLS with Kafka at " + kafka.bootstrap()).contains("kafka.ca-file");
        assertThat(firstWord(kafka.settings(Role.NODE)).status()).isEqualTo(HealthState.Status.UP);
    }

    @Test
    void shouldHintAtThePasswordWhereAClientComesWithout() throws Exception {
        HealthState open = firstWord(
                KafkaSettings.of(kafka.bootstrap(), kafka.registry(), true, kafka.settings(Role.NODE).layout()));

        assertThat(open.status()).isEqualTo(HealthState.Status.WAITING);
        assertThat(open.detail()).contains("does not answer").contains("set kafka.user where it wants a password");
    }

    @Test
    void shouldNameTopicAndUserOfARefusedRecord() {
        KafkaSettings settings = kafka.settings(Role.NODE);
        try (Producer<byte[], byte[]> node = new KafkaClients(settings).producer("test")) {
            assertThatThrownBy(() -> node.send(new ProducerRecord<>("sign.request", 0, null, new byte[0])).get())
                    .satisfies(e -> assertThat(Refusal.sentence(e, settings)).hasValueSatisfying(sentence -> assertThat(sentence)
                            .contains("does not give user sealer-node a right on topic sign.request; see: topics acl check")));
        }
    }

    @Test
    void shouldFindEachRightThatDiffersAndPutItUpAgain() throws Exception {
        var plan = AclPlan.of(ClusterUsers.USUAL);
        AclBinding lost = binding("sealer-node", AclOperation.READ, "reply");
        AclBinding gained = binding("sealer-node", AclOperation.WRITE, "chain.result");
        try (Admin admin = kafka.secrets().clients(kafka.bootstrap(), Secrets.ADMIN).admin("test")) {
            AclAdmin acls = new AclAdmin(admin);
            try (Admin looking = clients(Role.OPERATOR).admin("test")) {
                assertThat(new AclAdmin(looking).check(plan)).isEmpty();
            }
            assertThat(acls.apply(plan)).isZero();
            admin.deleteAcls(List.of(lost.toFilter())).all().get();
            admin.createAcls(List.of(gained)).all().get();
            await().untilAsserted(() -> assertThat(acls.check(plan).stream().map(AclFault::what)).containsExactlyInAnyOrder(
                    "User:sealer-node lacks the right Read on topic reply",
                    "User:sealer-node has, beyond the plan, the right Write on topic chain.result, which is for User:stream-manager alone"));
            assertThat(acls.apply(plan)).isEqualTo(1);
            admin.deleteAcls(List.of(gained.toFilter())).all().get();
            await().untilAsserted(() -> assertThat(acls.check(plan)).isEmpty());
        }
    }

    private static AclBinding binding(String user, AclOperation operation, String topic) {
        return new AclBinding(new ResourcePattern(ResourceType.TOPIC, topic, PatternType.LITERAL),
                new AccessControlEntry("User:" + user, "*", operation, AclPermissionType.ALLOW));
    }

    @Test
    void shouldLetNobodyElseLookAtRights() {
        KafkaSettings node = kafka.settings(Role.NODE);
        try (Admin admin = new KafkaClients(node).admin("test")) {
            assertThatThrownBy(() -> new AclAdmin(admin).check(AclPlan.of(ClusterUsers.USUAL)))
                    .satisfies(e -> assertThat(Refusal.sentence(e, node)).hasValueSatisfying(
                            sentence -> assertThat(sentence).contains("user sealer-node").contains("of the operator")));
        }
    }

    @Test
    void shouldLetInAUserWhoIsMadeLater() throws Exception {
        try (Admin admin = kafka.secrets().clients(kafka.bootstrap(), Secrets.ADMIN).admin("test")) {
            new AclAdmin(admin).user("late", "pass word\"");
        }
        Login late = new Login("late", "pass word\"", Optional.of(kafka.secrets().ca()));

        await().until(() -> firstWord(kafka.settings(late)).status() == HealthState.Status.UP);
    }

    @Test
    void shouldKeepSecretsFromOtherUsersAndMakeThemOnce() throws Exception {
        Secrets made = Secrets.make(folder.resolve("secrets"), SecureKafka.certificates());
        List<String> before = contents();
        Secrets.make(folder.resolve("secrets"), SecureKafka.certificates());

        assertThat(contents()).isEqualTo(before);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("secrets"))))
                .isEqualTo("rwx------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(made.passwordFile("sealer-node"))))
                .isEqualTo("rw-------");
        assertThat(made.login("sealer-node").password()).hasSize(48).isNotEqualTo(made.login("wallet-signer").password());
        Files.delete(made.passwordFile("operator"));
        assertThatThrownBy(() -> Secrets.read(folder.resolve("secrets"))).isInstanceOf(BrokerException.class)
                .hasMessageContaining("passwords/operator");
    }

    private List<String> contents() throws Exception {
        List<String> out = new ArrayList<>();
        try (var files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                out.add(file + " " + Files.readString(file));
            }
        }
        return out;
    }
}
