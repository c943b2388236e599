package io.sealstream.signer.edge.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.devnet.testing.SecureKafka;
import io.sealstream.schemas.acl.Role;
import io.sealstream.schemas.kafka.KafkaClients;
import io.sealstream.schemas.kafka.KafkaSettings;
import io.sealstream.schemas.kafka.Login;
import io.sealstream.schemas.runtime.HealthState;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** A signer on brokers that refuse it: what it says, and that it goes on asking. */
class RefusedSignerIT {
    private static final long PATIENCE_SECONDS = 60;

    private final SecureKafka kafka = SecureKafka.shared();
    private final BlockingQueue<HealthState> said = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> fatal = new LinkedBlockingQueue<>();

    private SignLoop loop(KafkaSettings settings) {
        return new SignLoop(new KafkaClients(settings), new SignLoop.Settings("wallet-signer", "devnet", "", fatal::add),
                cluster -> {
                    throw new IllegalStateException("nothing is signed here");
                }, said::add, InstantSource.system()).start();
    }

    private HealthState awaited(Predicate<HealthState> wanted) throws InterruptedException {
        while (true) {
            HealthState state = said.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            assertThat(state).as("a word of the signer").isNotNull();
            if (wanted.test(state)) {
                return state;
            }
        }
    }

    private String sentence(KafkaSettings settings) throws InterruptedException {
        try (SignLoop loop = loop(settings)) {
            assertThat(loop).isNotNull();
            String detail = awaited(state -> state.status() == HealthState.Status.DOWN).detail();
            assertThat(fatal).isEmpty();
            return detail;
        }
    }

    @Test
    void shouldSayThatItsPasswordIsNotTaken() throws InterruptedException {
        assertThat(sentence(kafka.settings(new Login("wallet-signer", "wrong", Optional.of(kafka.secrets().ca()))))).isEqualTo(
                "Kafka at " + kafka.bootstrap() + " does not take the password of user wallet-signer; correct kafka.user and "
                        + "kafka.password-file, or have the user made: topics acl user");
    }

    @Test
    void shouldSayWhichTopicItMayNotRead() throws InterruptedException {
        assertThat(sentence(kafka.settings(Role.REGISTRY))).isEqualTo("Kafka at " + kafka.bootstrap()
                + " does not give user schema-registry a right on topic cluster; see: topics acl check, and put the rights up: "
                + "topics acl apply");
    }

    @Test
    void shouldEndWithASentenceWhereATruststoreIsMissing() throws InterruptedException {
        KafkaSettings usual = kafka.settings(Role.SIGNER);
        Map<String, String> properties = new HashMap<>(usual.properties());
        properties.put("ssl.truststore.location", "/no/such/ca.pem");
        KafkaSettings wrong = new KafkaSettings(usual.bootstrap(), usual.registry(), usual.autoRegister(), usual.layout(),
                properties);

        try (SignLoop loop = loop(wrong)) {
            assertThat(loop).isNotNull();
            assertThat(fatal.poll(PATIENCE_SECONDS, TimeUnit.SECONDS)).isEqualTo(
                    "kafka: no client can be made: there is no file /no/such/ca.pem; correct kafka.bootstrap or kafka.properties");
        }
    }
}
