package io.sealstream.schemas.acl;

import static org.apache.kafka.common.acl.AclOperation.CREATE;
import static org.apache.kafka.common.acl.AclOperation.DELETE;
import static org.apache.kafka.common.acl.AclOperation.DESCRIBE;
import static org.apache.kafka.common.acl.AclOperation.DESCRIBE_CONFIGS;
import static org.apache.kafka.common.acl.AclOperation.READ;
import static org.apache.kafka.common.acl.AclOperation.WRITE;
import static org.apache.kafka.common.resource.ResourceType.CLUSTER;
import static org.apache.kafka.common.resource.ResourceType.GROUP;
import static org.apache.kafka.common.resource.ResourceType.TOPIC;
import static org.apache.kafka.common.resource.ResourceType.TRANSACTIONAL_ID;

import io.sealstream.schemas.Topic;
import io.sealstream.schemas.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.Resource;

/**
 * Every right on a cluster's brokers: those of {@link TopicRights}, and what a process needs besides, such as its group, its transactions
 * and the manager's changelogs. What is not here is denied. Reading and writing include describing.
 */
public final class AclPlan {
    /** Topic of the schema registry. */
    static final String SCHEMAS = "_schemas";
    /** Transactional id under which the record of the cluster is written. */
    private static final String CLUSTER_RECORD = "cluster-record";
    private static final String ALL = "*";

    private AclPlan() {}

    /** Grants by role, in the order of {@link Role}, and by topic in the order of {@link Topics#ALL}. */
    public static List<Grant> of(ClusterUsers users) {
        List<Grant> plan = new ArrayList<>();
        for (Role role : Role.values()) {
            for (String user : users.of(role)) {
                Topics.ALL.stream().flatMap(topic -> onTopic(role, user, topic)).forEach(plan::add);
                plan.addAll(besides(role, user, users.application()));
            }
        }
        return plan;
    }

    private static Stream<Grant> onTopic(Role role, String user, Topic topic) {
        TopicRights rights = TopicRights.of(topic)
                .orElseThrow(() -> new IllegalStateException("topic " + topic.name() + " has no owner in TopicRights"));
        List<AclOperation> operations = new ArrayList<>();
        if (rights.readers().contains(role)) {
            operations.add(READ);
        }
        if (rights.writers().contains(role)) {
            operations.add(WRITE);
        }
        operations.addAll(settings(role));
        return operations.isEmpty()
                ? Stream.empty()
                : Stream.of(Grant.literal(user, TOPIC, topic.name(), operations.toArray(AclOperation[]::new)));
    }

    /** The manager checks the settings of all topics at its start; only the operator makes them. */
    private static List<AclOperation> settings(Role role) {
        return switch (role) {
            case MANAGER -> List.of(DESCRIBE_CONFIGS);
            case OPERATOR -> List.of(CREATE, DESCRIBE_CONFIGS);
            case NODE, SIGNER, REGISTRY -> List.of();
        };
    }

    private static List<Grant> besides(Role role, String user, String application) {
        Function<String, String> own = name -> application + name;
        return switch (role) {
            // Changelogs are its own: Kafka Streams makes them, a rebuild deletes them and fills them again.
            case MANAGER -> List.of(
                    Grant.prefixed(user, TOPIC, own.apply("-"), READ, WRITE, CREATE, DELETE, DESCRIBE_CONFIGS),
                    Grant.literal(user, GROUP, application, READ),
                    Grant.prefixed(user, GROUP, own.apply("-"), READ),
                    Grant.prefixed(user, TRANSACTIONAL_ID, own.apply("-"), WRITE),
                    Grant.literal(user, TRANSACTIONAL_ID, CLUSTER_RECORD, WRITE));
            case NODE -> List.of();
            case SIGNER -> List.of(Grant.literal(user, GROUP, user, READ), Grant.literal(user, TRANSACTIONAL_ID, user, WRITE));
            // Confluent's registry and others elect a leader in a group; ours needs none.
            case REGISTRY -> List.of(Grant.literal(user, TOPIC, SCHEMAS, READ, WRITE, CREATE, DESCRIBE_CONFIGS),
                    Grant.prefixed(user, GROUP, user, READ));
            case OPERATOR -> List.of(Grant.prefixed(user, TOPIC, own.apply("-"), READ, DESCRIBE_CONFIGS),
                    Grant.literal(user, TOPIC, SCHEMAS, READ, DESCRIBE_CONFIGS), Grant.literal(user, GROUP, ALL, DESCRIBE),
                    Grant.literal(user, TRANSACTIONAL_ID, ALL, DESCRIBE),
                    Grant.literal(user, CLUSTER, Resource.CLUSTER_NAME, DESCRIBE, DESCRIBE_CONFIGS));
        };
    }
}
