package io.sealstream.schemas.acl;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourceType;

/** Rights as commands of Kafka's own {@code kafka-acls.sh}, for sites that put them up by hand or by their own tools. */
public final class AclScript {
    private static final String TOOL = "kafka-acls.sh --bootstrap-server \"$BOOTSTRAP\" --command-config \"$ADMIN\"";

    private AclScript() {}

    /** What resources have in common that one command takes together. */
    private record Together(String user, ResourceType type, PatternType pattern, List<AclOperation> operations) {}

    /** The plan as a shell script: {@code BOOTSTRAP} names brokers, {@code ADMIN} the client properties of an administrator. */
    public static List<String> of(List<Grant> plan) {
        List<String> lines = new ArrayList<>(List.of("#!/bin/sh", "set -eu",
                ": \"${BOOTSTRAP:?brokers, host:port with commas}\" \"${ADMIN:?file with the client properties of an administrator}\""));
        Map<Together, List<String>> names = new LinkedHashMap<>();
        for (Grant grant : plan) {
            names.computeIfAbsent(new Together(grant.user(), grant.type(), grant.pattern(), grant.operations()),
                    each -> new ArrayList<>()).add(grant.name());
        }
        names.forEach((key, resources) -> lines.add(TOOL + " --add --allow-principal '" + Grant.PRINCIPAL + key.user() + "'"
                + key.operations().stream().map(each -> " --operation " + word(each)).collect(Collectors.joining())
                + resources.stream().map(name -> resource(key.type(), name)).collect(Collectors.joining())
                + pattern(key.pattern())));
        return lines;
    }

    static String add(AclBinding right) {
        return TOOL + " --add" + rest(right);
    }

    static String remove(AclBinding right) {
        return TOOL + " --remove --force" + rest(right);
    }

    private static String rest(AclBinding right) {
        AccessControlEntry entry = right.entry();
        String side = entry.permissionType() == AclPermissionType.DENY ? "deny" : "allow";
        String host = entry.host().equals("*") ? "" : " --" + side + "-host '" + entry.host() + "'";
        return " --" + side + "-principal '" + entry.principal() + "'" + host + " --operation " + word(entry.operation())
                + resource(right.pattern().resourceType(), right.pattern().name()) + pattern(right.pattern().patternType());
    }

    private static String resource(ResourceType type, String name) {
        return switch (type) {
            case CLUSTER -> " --cluster";
            case TOPIC -> " --topic '" + name + "'";
            case GROUP -> " --group '" + name + "'";
            case TRANSACTIONAL_ID -> " --transactional-id '" + name + "'";
            case DELEGATION_TOKEN -> " --delegation-token '" + name + "'";
            case USER -> " --user-principal '" + name + "'";
            case ANY, UNKNOWN -> throw new IllegalArgumentException("no resource: " + type);
        };
    }

    private static String pattern(PatternType pattern) {
        return pattern == PatternType.PREFIXED ? " --resource-pattern-type prefixed" : "";
    }

    /** {@code DESCRIBE_CONFIGS} as {@code DescribeConfigs}. */
    static String word(AclOperation operation) {
        return Arrays.stream(operation.name().split("_", -1))
                .map(part -> part.charAt(0) + part.substring(1).toLowerCase(Locale.ROOT))
                .collect(Collectors.joining());
    }
}
