package io.sealstream.schemas.acl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealstream.schemas.Topic;
import io.sealstream.schemas.Topics;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.Test;

/** The rights of a cluster's users, beside what the design says of its topics. */
final class AclPlanTest {
    /** Topic, who writes it, who reads it besides the operator: written down a second time, from the design. */
    private static final String DESIGN = """
                                         cluster         | manager             | manager node signer
                                         miner.command   | manager             | manager
                                         node.result     | node                | manager
                                         chain.result    | manager             | manager
                                         miner.head      | manager             | manager
                                         message.head    | manager             | manager signer
                                         sector.event    | manager             | manager
                                         miner.event     | manager             | manager
                                         proving.event   | manager             | manager
                                         message.event   | manager             | manager
                                         node.task       | manager             | node
                                         node.status     | node                | manager node
                                         message.command | manager             | manager
                                         message.result  | manager             | manager
                                         sign.request    | manager             | signer
                                         sign.result     | signer              | manager
                                         chain.request   | manager             | manager
                                         reply           | manager             | manager node
                                         rejection       | manager             |
                                         dead.letter     | manager node signer |
                                         """;

    private static final List<Grant> USUAL = AclPlan.of(ClusterUsers.USUAL);

    private static Map<String, Set<String>> who(AclOperation operation) {
        Map<String, Set<String>> found = new TreeMap<>();
        Topics.ALL.forEach(topic -> found.put(topic.name(), new TreeSet<>()));
        for (Grant grant : USUAL) {
            if (grant.type() == ResourceType.TOPIC && found.containsKey(grant.name()) && grant.operations().contains(operation)) {
                found.get(grant.name()).add(grant.user());
            }
        }
        return found;
    }

    private static Map<String, Set<String>> design(int column, String... more) {
        Map<String, Set<String>> wanted = new TreeMap<>();
        DESIGN.lines().map(line -> line.split("\\|", -1)).forEach(row -> {
            Set<String> users = Arrays.stream(row[column].strip().split(" ")).filter(word -> !word.isEmpty())
                    .map(word -> Role.of(word).orElseThrow().usualUser()).collect(Collectors.toCollection(TreeSet::new));
            users.addAll(List.of(more));
            wanted.put(row[0].strip(), users);
        });
        return wanted;
    }

    @Test
    void shouldKnowAnOwnerOfEveryTopic() {
        assertThat(Topics.ALL)
                .allSatisfy(topic -> assertThat(TopicRights.of(topic)).as("%s has no line in TopicRights", topic.name())
                        .hasValueSatisfying(rights -> assertThat(rights.writers()).isNotEmpty()));
    }

    @Test
    void shouldLetExactlyTheWritersOfTheDesignWrite() {
        assertThat(who(AclOperation.WRITE)).isEqualTo(design(1));
    }

    @Test
    void shouldLetExactlyTheReadersOfTheDesignAndTheOperatorRead() {
        assertThat(who(AclOperation.READ)).isEqualTo(design(2, "operator"));
    }

    @Test
    void shouldGiveNobodyEverythingOrTheRightToChangeRights() {
        assertThat(USUAL).allSatisfy(grant -> assertThat(grant.operations()).doesNotContain(AclOperation.ALL, AclOperation.ALTER,
                AclOperation.ALTER_CONFIGS, AclOperation.CLUSTER_ACTION));
        assertThat(USUAL).filteredOn(grant -> grant.name().equals("*"))
                .allSatisfy(grant -> assertThat(grant.operations()).containsExactly(AclOperation.DESCRIBE));
    }

    @Test
    void shouldLetNobodyDeleteATopicOfTheDesign() {
        Set<String> topics = Topics.ALL.stream().map(Topic::name).collect(Collectors.toSet());
        List<Grant> deleting = USUAL.stream().filter(grant -> grant.operations().contains(AclOperation.DELETE)).toList();

        assertThat(deleting).singleElement().isEqualTo(new Grant("stream-manager", ResourceType.TOPIC, PatternType.PREFIXED,
                "stream-manager-", List.of(AclOperation.READ, AclOperation.WRITE, AclOperation.CREATE, AclOperation.DELETE,
                        AclOperation.DESCRIBE_CONFIGS)));
        assertThat(topics).noneMatch(name -> name.startsWith("stream-manager-"));
    }

    @Test
    void shouldNameGroupsAndTransactionsByTheirUsers() {
        List<Grant> plan = AclPlan
                .of(new ClusterUsers("east", Map.of(Role.SIGNER, List.of("cold", "warm"), Role.NODE, List.of("n1", "n2"))));

        assertThat(plan).contains(Grant.literal("cold", ResourceType.GROUP, "cold", AclOperation.READ),
                Grant.literal("warm", ResourceType.TRANSACTIONAL_ID, "warm", AclOperation.WRITE),
                Grant.literal("stream-manager", ResourceType.GROUP, "east", AclOperation.READ),
                Grant.prefixed("stream-manager", ResourceType.TRANSACTIONAL_ID, "east-", AclOperation.WRITE),
                Grant.literal("n2", ResourceType.TOPIC, "node.result", AclOperation.WRITE));
        assertThat(plan).noneMatch(grant -> grant.user().equals("wallet-signer") || grant.user().equals("sealer-node"));
    }

    @Test
    void shouldRefuseAUserInTwoRolesAndBadNames() {
        assertThatThrownBy(() -> new ClusterUsers("m", Map.of(Role.NODE, List.of("x"), Role.SIGNER, List.of("x"))))
                .hasMessageContaining("user x is given as").hasMessageContaining("a user of its own");
        assertThatThrownBy(() -> new ClusterUsers("m", Map.of(Role.NODE, List.of("x'; rm"))))
                .hasMessageContaining("is no name");
    }
}
