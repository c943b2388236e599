package io.sealstream.schemas.acl;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.Test;

/** What stands on a cluster beside what the plan says. */
final class AclComparisonTest {
    private static final List<Grant> PLAN = AclPlan.of(ClusterUsers.USUAL);
    private static final String TOOL = "kafka-acls.sh --bootstrap-server \"$BOOTSTRAP\" --command-config \"$ADMIN\"";

    private static AclBinding right(String user, AclPermissionType side, AclOperation operation, ResourceType type,
            PatternType pattern,
            String name) {
        return new AclBinding(new ResourcePattern(type, name, pattern),
                new AccessControlEntry("User:" + user, "*", operation, side));
    }

    private static AclBinding topic(String user, AclOperation operation, String name) {
        return right(user, AclPermissionType.ALLOW, operation, ResourceType.TOPIC, PatternType.LITERAL, name);
    }

    private static List<AclFault> with(AclBinding more) {
        List<AclBinding> standing = new ArrayList<>(AclAdmin.bindings(PLAN));
        standing.add(more);
        return AclComparison.faults(PLAN, standing);
    }

    @Test
    void shouldFindNothingWhereThePlanStands() {
        assertThat(AclComparison.faults(PLAN, AclAdmin.bindings(PLAN))).isEmpty();
    }

    @Test
    void shouldNameWhatIsMissingWithItsCommand() {
        Set<AclBinding> standing = AclAdmin.bindings(PLAN);
        standing.remove(topic("sealer-node", AclOperation.WRITE, "node.result"));

        assertThat(AclComparison.faults(PLAN, standing)).containsExactly(
                new AclFault("User:sealer-node lacks the right Write on topic node.result",
                        TOOL + " --add --allow-principal 'User:sealer-node' --operation Write --topic 'node.result'"));
    }

    @Test
    void shouldNameWhoCouldClaimWhatIsNotTheirs() {
        assertThat(with(topic("sealer-node", AclOperation.WRITE, "chain.result"))).containsExactly(new AclFault(
                "User:sealer-node has, beyond the plan, the right Write on topic chain.result, which is for User:stream-manager alone",
                TOOL + " --remove --force --allow-principal 'User:sealer-node' --operation Write --topic 'chain.result'"));
        assertThat(with(topic("mallory", AclOperation.ALL, "sign.request"))).hasSize(1);
        assertThat(with(topic("mallory", AclOperation.WRITE, "*"))).hasSize(1);
        assertThat(with(
                right("mallory", AclPermissionType.ALLOW, AclOperation.DELETE, ResourceType.TOPIC, PatternType.PREFIXED, "sect")))
                .hasSize(1);
        assertThat(with(topic("mallory", AclOperation.WRITE, "stream-manager-miners-changelog"))).hasSize(1);
        assertThat(with(right("mallory", AclPermissionType.ALLOW, AclOperation.READ, ResourceType.GROUP, PatternType.LITERAL,
                "wallet-signer"))).hasSize(1);
        assertThat(with(
                right("mallory", AclPermissionType.ALLOW, AclOperation.WRITE, ResourceType.TRANSACTIONAL_ID, PatternType.PREFIXED,
                        "stream")))
                .hasSize(1);
    }

    @Test
    void shouldNameWhatIsDeniedToUs() {
        assertThat(with(right("*", AclPermissionType.DENY, AclOperation.READ, ResourceType.TOPIC, PatternType.LITERAL, "reply")))
                .singleElement().satisfies(fault -> {
                    assertThat(fault.what()).startsWith("User:* is denied the right Read on topic reply");
                    assertThat(fault.fix())
                            .endsWith("--remove --force --deny-principal 'User:*' --operation Read --topic 'reply'");
                });
    }

    @Test
    void shouldLeaveOthersToTheirOwnAffairs() {
        assertThat(with(topic("billing", AclOperation.WRITE, "invoices"))).isEmpty();
        assertThat(with(topic("backup", AclOperation.READ, "*"))).isEmpty();
        assertThat(with(
                right("billing", AclPermissionType.ALLOW, AclOperation.READ, ResourceType.GROUP, PatternType.LITERAL, "billing")))
                .isEmpty();
        assertThat(
                with(right("billing", AclPermissionType.DENY, AclOperation.WRITE, ResourceType.TOPIC, PatternType.LITERAL, "*")))
                .isEmpty();
    }
}
