package io.sealstream.schemas.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.schemas.runtime.HealthState;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.apache.kafka.common.errors.UnsupportedSaslMechanismException;
import org.junit.jupiter.api.Test;

/** One sentence for each way in which brokers refuse a client. */
final class RefusalTest {
    private static final KafkaSettings SETTINGS = KafkaSettings
            .of("kafka-1:9092", URI.create("http://registry"), false, ClusterLayout.DEVNET)
            .as(new Login("node-1", "pw", Optional.empty()));

    private static String sentence(Throwable failure) {
        return Refusal.sentence(failure, SETTINGS).orElse("none");
    }

    @Test
    void shouldNameUserClusterAndFix() {
        assertThat(sentence(new SaslAuthenticationException("Authentication failed"))).isEqualTo(
                "Kafka at kafka-1:9092 does not take the password of user node-1; correct kafka.user and kafka.password-file, "
                        + "or have the user made: topics acl user");
        assertThat(sentence(new SslAuthenticationException("SSL handshake failed", new IllegalStateException("no path"))))
                .isEqualTo(
                        "no TLS with Kafka at kafka-1:9092 (no path); correct kafka.ca-file (who signed the certificates of the brokers) "
                                + "or kafka.bootstrap (their names)");
        assertThat(sentence(new UnsupportedSaslMechanismException("use PLAIN")))
                .contains("does not let user node-1 in (use PLAIN)");
        assertThat(sentence(new TopicAuthorizationException(Set.of("sign.request", "chain.result")))).isEqualTo(
                "Kafka at kafka-1:9092 does not give user node-1 a right on topic chain.result, sign.request; see: topics acl check, "
                        + "and put the rights up: topics acl apply");
        assertThat(sentence(GroupAuthorizationException.forGroupId("g"))).contains("a right on consumer group g");
        assertThat(sentence(new TransactionalIdAuthorizationException("x"))).contains("its transactional id");
        assertThat(sentence(new ClusterAuthorizationException("x"))).contains("use the user of an administrator");
    }

    @Test
    void shouldFindARefusalBelowOtherFailures() {
        Throwable wrapped = new KafkaException("a result was not stored", new TopicAuthorizationException(Set.of("reply")));

        assertThat(sentence(wrapped)).contains("topic reply");
        assertThat(sentence(new AccessRefusedException("make the topic", wrapped))).isEqualTo("make the topic");
    }

    @Test
    void shouldTellWhatAPersonMustMendFromWhatPasses() {
        HealthState refused = Refusal.state("kafka", new SaslAuthenticationException("no"), SETTINGS, "waits", Instant.EPOCH);
        HealthState late = Refusal.state("kafka", new TimeoutException("late"), SETTINGS, "waits", Instant.EPOCH);

        assertThat(refused.status()).isEqualTo(HealthState.Status.DOWN);
        assertThat(refused.detail()).contains("user node-1").doesNotContain("pw");
        assertThat(late).isEqualTo(HealthState.waiting("kafka", "waits", Instant.EPOCH));
    }
}
