package io.sealstream.preflight.probe;

import io.sealstream.preflight.facts.KafkaFacts;
import io.sealstream.preflight.facts.KafkaFacts.Version;
import io.sealstream.schemas.Serdes;
import io.sealstream.schemas.Topics;
import io.sealstream.schemas.config.ConfigException;
import io.sealstream.schemas.kafka.AdminCalls;
import io.sealstream.schemas.kafka.ClusterRecord;
import io.sealstream.schemas.kafka.KafkaClients;
import io.sealstream.schemas.kafka.KafkaSettings;
import io.sealstream.schemas.kafka.KafkaUnavailableException;
import io.sealstream.schemas.kafka.TopicAdmin;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.clients.admin.FeatureMetadata;
import org.apache.kafka.clients.admin.FinalizedVersionRange;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.SupportedVersionRange;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Asks a cluster of brokers, without writing anything. */
final class KafkaProbe {
    private static final String FEATURE = "metadata.version";
    /** First wait: an absent broker shall not cost half a minute. */
    private static final Duration PATIENCE = Duration.ofSeconds(8);

    private final KafkaSettings settings;
    private final KafkaClients clients;

    KafkaProbe(KafkaSettings settings) {
        this.settings = settings;
        this.clients = new KafkaClients(settings);
    }

    KafkaFacts look() {
        try (Admin admin = clients.admin("preflight")) {
            DescribeClusterOptions options = new DescribeClusterOptions().timeoutMs((int) PATIENCE.toMillis());
            Collection<Node> nodes = admin.describeCluster(options).nodes().get(2 * PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            return new KafkaFacts.Reached(nodes.size(), version(admin), permitted(() -> settings(admin, nodes)),
                    permitted(() -> new TopicAdmin(admin, settings).check(Topics.ALL)), cluster(), newest(admin));
        } catch (TimeoutException | KafkaUnavailableException e) {
            return new KafkaFacts.Unreachable("no answer");
        } catch (ExecutionException e) {
            return new KafkaFacts.Unreachable(
                    "no answer: " + String.valueOf(e.getCause() == null ? e : e.getCause().getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new KafkaFacts.Unreachable("interrupted");
        } catch (KafkaException | ConfigException e) {
            return new KafkaFacts.Unreachable(String.valueOf(e.getMessage()));
        }
    }

    private static Version version(Admin admin) {
        FeatureMetadata features = AdminCalls.await(admin.describeFeatures().featureMetadata(), "reading the features");
        SupportedVersionRange supported = features.supportedFeatures().get(FEATURE);
        FinalizedVersionRange finalized = features.finalizedFeatures().get(FEATURE);
        return new Version(supported == null ? 0 : supported.maxVersion(), finalized == null ? 0 : finalized.maxVersionLevel());
    }

    private static <T> Optional<T> permitted(Supplier<T> question) {
        try {
            return Optional.of(question.get());
        } catch (AuthorizationException e) {
            return Optional.empty();
        }
    }

    private static Map<String, String> settings(Admin admin, Collection<Node> nodes) {
        ConfigResource broker = new ConfigResource(ConfigResource.Type.BROKER, nodes.iterator().next().idString());
        Map<ConfigResource, Config> found = AdminCalls.await(admin.describeConfigs(List.of(broker)).all(),
                "reading settings of a broker");
        return found.values().stream().flatMap(config -> config.entries().stream()).filter(entry -> entry.value() != null)
                .collect(Collectors.toMap(ConfigEntry::name, ConfigEntry::value, (one, _) -> one));
    }

    private Optional<KafkaFacts.Cluster> cluster() {
        try (Serdes serdes = clients.serdes()) {
            return new ClusterRecord(clients, serdes).read()
                    .map(found -> new KafkaFacts.Cluster(found.getNetwork(), found.getGenesis(), found.getPartitions()));
        } catch (AuthorizationException e) {
            return Optional.empty();
        }
    }

    private static Optional<Instant> newest(Admin admin) {
        TopicPartition heads = new TopicPartition(Topics.MINER_HEAD.name(), 0);
        try {
            ListOffsetsResultInfo newest = AdminCalls.await(
                    admin.listOffsets(Map.of(heads, OffsetSpec.maxTimestamp())).partitionResult(heads),
                    "reading the newest head");
            return newest.timestamp() < 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(newest.timestamp()));
        } catch (UnknownTopicOrPartitionException | AuthorizationException | KafkaUnavailableException e) {
            return Optional.empty();
        }
    }
}
