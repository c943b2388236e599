package io.sealstream.schemas.kafka;

import io.sealstream.schemas.runtime.HealthState;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;

/**
 * What it means when the brokers do not let us in, or do not let us do something, in one sentence with the fix. Every process says it in its
 * log and in its health. Waiting does not help, a person does; so a process says it, and goes on asking.
 */
public final class Refusal {
    private static final Pattern USER = Pattern.compile("username=\"((?:[^\"\\\\]|\\\\.)*)\"");

    private final KafkaSettings settings;

    private Refusal(KafkaSettings settings) {
        this.settings = settings;
    }

    /** The sentence; empty where neither the failure nor a cause of it is such a refusal. */
    public static Optional<String> sentence(Throwable failure, KafkaSettings settings) {
        Refusal refusal = new Refusal(settings);
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause).flatMap(each -> refusal.of(each).stream())
                .findFirst();
    }

    /** {@code DOWN} with the sentence, where it is a refusal; else {@code WAITING} with what is said otherwise. */
    public static HealthState state(String part, Throwable failure, KafkaSettings settings, String otherwise, Instant now) {
        return sentence(failure, settings).map(why -> HealthState.down(part, why, now))
                .orElseGet(() -> HealthState.waiting(part, otherwise, now));
    }

    private Optional<String> of(Throwable failure) {
        return switch (failure) {
            case AccessRefusedException e -> Optional.of(String.valueOf(e.getMessage()));
            case SslAuthenticationException e -> Optional.of("no TLS with Kafka at " + settings.bootstrap() + " (" + root(e)
                    + "); correct kafka.ca-file (who signed the certificates of the brokers) or kafka.bootstrap (their names)");
            case SaslAuthenticationException _ ->
                Optional.of("Kafka at " + settings.bootstrap() + " does not take the password of "
                        + user() + "; correct kafka.user and kafka.password-file, or have the user made: topics acl user");
            case AuthenticationException e -> Optional.of("Kafka at " + settings.bootstrap() + " does not let " + user() + " in ("
                    + e.getMessage() + "); correct kafka.user or kafka.properties");
            case TopicAuthorizationException e -> Optional.of(right(topics(e.unauthorizedTopics())));
            case GroupAuthorizationException e -> Optional.of(right("consumer group " + e.groupId()));
            case TransactionalIdAuthorizationException _ -> Optional.of(right("its transactional id"));
            case ClusterAuthorizationException _ -> Optional.of("Kafka at " + settings.bootstrap() + " does not let " + user()
                    + " look at or change the cluster; use the user of an administrator, or, to look, of the operator");
            case AuthorizationException e -> Optional.of(right("what it asked for (" + e.getMessage() + ")"));
            default -> Optional.empty();
        };
    }

    private String right(String what) {
        return "Kafka at " + settings.bootstrap() + " does not give " + user() + " a right on " + what
                + "; see: topics acl check, and put the rights up: topics acl apply";
    }

    private static String topics(Set<String> names) {
        return names.isEmpty() ? "a topic" : "topic " + String.join(", ", names.stream().sorted().toList());
    }

    private String user() {
        Matcher jaas = USER.matcher(settings.properties().getOrDefault("sasl.jaas.config", ""));
        return jaas.find() ? "user " + jaas.group(1) : "this user";
    }

    private static String root(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage());
    }
}
