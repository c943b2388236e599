package io.sealstream.schemas.acl;

import java.util.List;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/**
 * What one user may do with the resources of one name, from any host.
 *
 * @param user       without the {@code User:} that Kafka puts before it
 * @param type       topic, group, transactional id or cluster
 * @param pattern    whether the name is the whole name or the beginning of names
 * @param name       of the resource, {@code *} for all
 * @param operations in the order in which they are shown
 */
public record Grant(String user, ResourceType type, PatternType pattern, String name, List<AclOperation> operations) {
    private static final String ANY_HOST = "*";
    /** What Kafka puts before the name of a user. */
    static final String PRINCIPAL = "User:";

    public Grant {
        operations = List.copyOf(operations);
    }

    static Grant literal(String user, ResourceType type, String name, AclOperation... operations) {
        return new Grant(user, type, PatternType.LITERAL, name, List.of(operations));
    }

    static Grant prefixed(String user, ResourceType type, String prefix, AclOperation... operations) {
        return new Grant(user, type, PatternType.PREFIXED, prefix, List.of(operations));
    }

    /** One for each operation. */
    List<AclBinding> bindings() {
        ResourcePattern resource = new ResourcePattern(type, name, pattern);
        return operations.stream()
                .map(each -> new AclBinding(resource,
                        new AccessControlEntry(PRINCIPAL + user, ANY_HOST, each, AclPermissionType.ALLOW)))
                .toList();
    }
}
