package io.sealstream.schemas.kafka;

import io.sealstream.schemas.Topic;
import io.sealstream.schemas.runtime.Backoff;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Creates missing topics with all their settings and checks existing ones. It never changes an existing topic: a wrong one is refused,
 * and the fix named.
 */
public final class TopicAdmin {
    private static final Backoff VISIBLE = new Backoff(Duration.ofMillis(20), Duration.ofMillis(500));
    private static final Logger LOGGER = LoggerFactory.getLogger(TopicAdmin.class);

    private final Admin admin;
    private final String bootstrap;
    private final ClusterLayout layout;

    /** @param admin closed by the caller */
    public TopicAdmin(Admin admin, KafkaSettings settings) {
        this.admin = admin;
        this.bootstrap = settings.bootstrap();
        this.layout = settings.layout();
    }

    /**
     * Makes all these topics exist as the design says.
     *
     * @throws TopicRefusedException     where an existing one has another shape
     * @throws KafkaUnavailableException where no broker answers
     */
    public void ensure(Collection<Topic> topics) {
        Set<String> existing = AdminCalls.await(admin.listTopics().names(), "listing topics");
        List<NewTopic> missing = topics.stream().filter(topic -> !existing.contains(topic.name())).map(this::planned).toList();
        create(missing);
        List<String> created = missing.stream().map(NewTopic::name).toList();
        awaitListed(listed -> listed.containsAll(created), "new topics do not appear");
        List<TopicFault> faults = check(topics);
        if (!faults.isEmpty()) {
            throw new TopicRefusedException(faults);
        }
    }

    /** What is wrong with these topics; a missing one is a fault. */
    public List<TopicFault> check(Collection<Topic> topics) {
        Set<String> existing = AdminCalls.await(admin.listTopics().names(), "listing topics");
        List<TopicFault> faults = new ArrayList<>();
        List<Topic> present = new ArrayList<>();
        for (Topic topic : topics) {
            if (existing.contains(topic.name())) {
                present.add(topic);
            } else {
                faults.add(new TopicFault(topic.name(), "the topic", "missing", "present", "stream-manager topics ensure"));
            }
        }
        List<String> names = present.stream().map(Topic::name).toList();
        Map<String, TopicDescription> descriptions = describe(names);
        Map<String, Config> configs = configs(names);
        for (Topic topic : present) {
            checkShape(known(descriptions, topic.name()), TopicSettings.partitions(topic, layout), faults);
            checkConfig(topic.name(), known(configs, topic.name()), TopicSettings.of(topic, layout), faults);
        }
        return faults;
    }

    /** What is wrong with changelogs of Kafka Streams that must exist already, each with the cluster's number of partitions. */
    public List<TopicFault> checkChangelogs(Collection<String> names) {
        List<TopicFault> faults = new ArrayList<>();
        Map<String, TopicDescription> descriptions = describe(names);
        Map<String, Config> configs = configs(names);
        for (String name : names) {
            checkShape(known(descriptions, name), layout.partitions(), faults);
            checkConfig(name, known(configs, name), TopicSettings.changelog(layout), faults);
        }
        return faults;
    }

    /** Empties changelogs of Kafka Streams: those that are there are deleted, and all made anew as they must be. */
    public void recreateChangelogs(Collection<String> names) {
        delete(names);
        Map<String, String> settings = new TreeMap<>(TopicSettings.changelog(layout));
        // As Kafka Streams itself makes them.
        settings.put(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "CreateTime");
        create(names.stream().map(name -> new NewTopic(name, layout.partitions(), (short) layout.replication()).configs(settings))
                .toList());
        awaitListed(listed -> listed.containsAll(names), "new topics do not appear");
    }

    /** Deletes those topics that are there, and waits until they are gone. */
    public void delete(Collection<String> names) {
        Set<String> doomed = new HashSet<>(AdminCalls.await(admin.listTopics().names(), "listing topics"));
        doomed.retainAll(names);
        AdminCalls.await(admin.deleteTopics(doomed).all(), "deleting topics");
        awaitListed(listed -> listed.stream().noneMatch(doomed::contains), "deleted topics do not go");
    }

    private NewTopic planned(Topic topic) {
        return new NewTopic(topic.name(), TopicSettings.partitions(topic, layout), (short) layout.replication())
                .configs(TopicSettings.of(topic, layout));
    }

    private void create(List<NewTopic> missing) {
        admin.createTopics(missing).values().forEach((name, future) -> {
            try {
                AdminCalls.await(future, "creating topic " + name);
                LOGGER.atInfo().addKeyValue("topic", name).log("Topic created");
            } catch (TopicExistsException e) {
                LOGGER.atDebug().addKeyValue("topic", name).log("Topic was created by someone else meanwhile");
            } catch (AuthorizationException e) {
                throw new AccessRefusedException("topic " + name + " is missing, or kept from this user, who may not create it; "
                        + "with the operator's user, run: stream-manager topics ensure --config FILE", e);
            } catch (KafkaException e) {
                throw new KafkaException("cannot create topic " + name + ": " + e.getMessage()
                        + "; check the rights of this user and that the cluster has " + layout.replication() + " brokers", e);
            }
        });
    }

    /** The controller confirms a topic before every broker shows it. */
    private void awaitListed(Predicate<Set<String>> done, String otherwise) {
        long giveUp = System.nanoTime() + AdminCalls.PATIENCE.toNanos();
        for (int attempt = 1; !done.test(AdminCalls.await(admin.listTopics().names(), "listing topics")); attempt++) {
            if (System.nanoTime() > giveUp) {
                throw new KafkaUnavailableException(otherwise + " in " + AdminCalls.PATIENCE.toSeconds() + " s",
                        new IllegalStateException(otherwise));
            }
            try {
                VISIBLE.pause(attempt);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new KafkaUnavailableException("interrupted while topics were made", e);
            }
        }
    }

    private Map<String, TopicDescription> describe(Collection<String> names) {
        return names.isEmpty() ? Map.of() : AdminCalls.await(admin.describeTopics(names).allTopicNames(), "describing topics");
    }

    private Map<String, Config> configs(Collection<String> names) {
        List<ConfigResource> resources = names.stream().map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name)).toList();
        Map<ConfigResource, Config> found = names.isEmpty()
                ? Map.of()
                : AdminCalls.await(admin.describeConfigs(resources).all(), "reading settings of topics");
        return found.entrySet().stream()
                .collect(Collectors.toMap(entry -> entry.getKey().name(), Map.Entry::getValue));
    }

    private static <T> T known(Map<String, T> answers, String topic) {
        return Objects.requireNonNull(answers.get(topic), () -> "the broker left " + topic + " out of its answer");
    }

    private void checkShape(TopicDescription found, int partitions, List<TopicFault> faults) {
        if (found.partitions().size() != partitions) {
            faults.add(new TopicFault(found.name(), "the number of partitions", Integer.toString(found.partitions().size()),
                    Integer.toString(partitions), "it is fixed for the life of a cluster: set kafka.partitions to "
                            + found.partitions().size() + ", or, if the topic is empty, kafka-topics.sh --bootstrap-server "
                            + bootstrap
                            + " --delete --topic " + found.name() + " and start again"));
        }
        int copies = found.partitions().stream().mapToInt(partition -> partition.replicas().size()).min().orElse(0);
        if (copies < layout.replication()) {
            faults.add(new TopicFault(found.name(), "the replication factor", Integer.toString(copies),
                    Integer.toString(layout.replication()), "kafka-reassign-partitions.sh --bootstrap-server " + bootstrap
                            + " --execute --reassignment-json-file FILE"));
        }
    }

    private void checkConfig(String topic, Config found, Map<String, String> wanted, List<TopicFault> faults) {
        wanted.forEach((setting, value) -> {
            ConfigEntry entry = found.get(setting);
            String actual = entry == null || entry.value() == null ? "" : entry.value();
            if (!idle(setting, wanted) && !good(setting, actual, value)) {
                faults.add(new TopicFault(topic, setting, actual, value, "kafka-configs.sh --bootstrap-server " + bootstrap
                        + " --alter --entity-type topics --entity-name " + topic + " --add-config " + setting + "=[" + value
                        + "]"));
            }
        });
    }

    /** A compacted topic has no use for its retention; how soon it is compacted is a matter of taste. */
    private static boolean idle(String setting, Map<String, String> wanted) {
        boolean onlyCompacted = TopicConfig.CLEANUP_POLICY_COMPACT.equals(wanted.get(TopicConfig.CLEANUP_POLICY_CONFIG));
        return setting.equals(TopicConfig.MAX_COMPACTION_LAG_MS_CONFIG)
                || (onlyCompacted && setting.startsWith("retention."));
    }

    private static boolean good(String setting, String actual, String wanted) {
        return switch (setting) {
            case TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG ->
                actual.matches("[0-9]{1,4}") && Integer.parseInt(actual) >= Integer.parseInt(wanted);
            case TopicConfig.CLEANUP_POLICY_CONFIG -> policies(actual).equals(policies(wanted));
            default -> actual.equals(wanted);
        };
    }

    private static Set<String> policies(String list) {
        Set<String> out = new TreeSet<>();
        Arrays.stream(list.split(",", -1)).map(String::strip).forEach(out::add);
        return out;
    }
}
