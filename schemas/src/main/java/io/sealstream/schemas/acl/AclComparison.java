package io.sealstream.schemas.acl;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/**
 * A plan beside the rights that stand. What other users of the same brokers may do with other things is none of our business, nor is who
 * reads our topics besides us; who could write or delete there, or move our groups and transactions, is.
 */
final class AclComparison {
    private static final String EVERYTHING = "*";
    private static final String EVERYBODY = Grant.PRINCIPAL + EVERYTHING;
    /** What on a resource of ours makes claims or destroys them. */
    private static final Map<ResourceType, Set<AclOperation>> CLAIMS = Map.of(
            ResourceType.TOPIC, EnumSet.of(AclOperation.ALL, AclOperation.WRITE, AclOperation.DELETE, AclOperation.ALTER,
                    AclOperation.ALTER_CONFIGS),
            ResourceType.GROUP, EnumSet.of(AclOperation.ALL, AclOperation.READ, AclOperation.DELETE),
            ResourceType.TRANSACTIONAL_ID, EnumSet.of(AclOperation.ALL, AclOperation.WRITE));

    private final Set<AclBinding> planned;
    private final Set<String> ours;
    private final List<ResourcePattern> owned;

    private AclComparison(List<Grant> plan) {
        this.planned = AclAdmin.bindings(plan);
        this.ours = plan.stream().map(grant -> Grant.PRINCIPAL + grant.user()).collect(Collectors.toSet());
        this.owned = plan.stream().filter(grant -> !grant.name().equals(EVERYTHING) && grant.type() != ResourceType.CLUSTER)
                .map(grant -> new ResourcePattern(grant.type(), grant.name(), grant.pattern())).distinct().toList();
    }

    static List<AclFault> faults(List<Grant> plan, Collection<AclBinding> standing) {
        return new AclComparison(plan).against(standing);
    }

    private List<AclFault> against(Collection<AclBinding> standing) {
        List<AclFault> faults = new ArrayList<>();
        planned.stream().filter(right -> !standing.contains(right))
                .forEach(right -> faults.add(new AclFault(sentence(right, "lacks"), AclScript.add(right))));
        standing.stream().filter(right -> !planned.contains(right) && concerns(right))
                .forEach(right -> faults.add(new AclFault(sentence(right, verb(right)) + only(right), AclScript.remove(right))));
        return faults;
    }

    private boolean concerns(AclBinding right) {
        AccessControlEntry entry = right.entry();
        if (ours.contains(entry.principal())) {
            return true;
        }
        boolean denies = entry.permissionType() == AclPermissionType.DENY;
        boolean claims = CLAIMS.getOrDefault(right.pattern().resourceType(), Set.of()).contains(entry.operation());
        return (denies ? entry.principal().equals(EVERYBODY) : claims) && touches(right.pattern());
    }

    private boolean touches(ResourcePattern other) {
        return owned.stream().anyMatch(own -> own.resourceType() == other.resourceType() && meet(own, other));
    }

    /** Whether a name can match both. */
    private static boolean meet(ResourcePattern one, ResourcePattern other) {
        if (other.name().equals(EVERYTHING)) {
            return true;
        }
        boolean onePrefix = one.patternType() == PatternType.PREFIXED;
        boolean otherPrefix = other.patternType() == PatternType.PREFIXED;
        return one.name().equals(other.name()) || (onePrefix && other.name().startsWith(one.name()))
                || (otherPrefix && one.name().startsWith(other.name()));
    }

    private static String verb(AclBinding right) {
        return right.entry().permissionType() == AclPermissionType.DENY ? "is denied" : "has, beyond the plan,";
    }

    private static String sentence(AclBinding right, String verb) {
        ResourcePattern on = right.pattern();
        String name = on.patternType() == PatternType.PREFIXED ? on.name() + "…" : on.name();
        return right.entry().principal() + " " + verb + " the right " + AclScript.word(right.entry().operation()) + " on "
                + on.resourceType().name().toLowerCase(Locale.ROOT).replace('_', ' ') + " " + name;
    }

    /** Who alone may do it; nothing where the plan gives it to nobody. */
    private String only(AclBinding right) {
        Set<String> owners = planned.stream()
                .filter(each -> each.pattern().equals(right.pattern()) && each.entry().operation() == right.entry().operation())
                .map(each -> each.entry().principal()).collect(Collectors.toCollection(TreeSet::new));
        return owners.isEmpty() ? "" : ", which is for " + String.join(", ", owners) + " alone";
    }
}
