package io.sealstream.preflight.checks;

import io.sealstream.preflight.facts.KafkaFacts;
import io.sealstream.preflight.plan.Plan;
import io.sealstream.preflight.report.Line;
import io.sealstream.schemas.kafka.KafkaSettings;
import io.sealstream.schemas.kafka.TopicFault;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Lines about the brokers, their settings, the topics, and whose cluster it is. */
final class KafkaChecks {
    /** Level of the feature {@code metadata.version} that Kafka 4.0 brought (4.0-IV3, Kafka's {@code MetadataVersion}). */
    private static final int KAFKA_4_0 = 25;
    private static final String SESSION = "group.min.session.timeout.ms";
    private static final List<String> COPIES = List.of("offsets.topic.replication.factor",
            "transaction.state.log.replication.factor");

    private KafkaChecks() {}

    static List<Line> lines(Plan plan, KafkaSettings settings, KafkaFacts facts, Instant now) {
        return switch (facts) {
            case KafkaFacts.Unreachable none -> List.of(Line.fix("Kafka", settings.bootstrap() + ": " + none.why(),
                    "check that the brokers run, and kafka.bootstrap and [kafka.properties] in " + plan.file()));
            case KafkaFacts.Reached reached -> reached(plan, settings, reached, now);
        };
    }

    private static List<Line> reached(Plan plan, KafkaSettings settings, KafkaFacts.Reached facts, Instant now) {
        List<Line> lines = new ArrayList<>();
        lines.add(brokers(settings, facts));
        lines.add(version(facts.version()));
        lines.addAll(facts.settings().map(found -> settings(plan, settings, found))
                .orElseGet(() -> List.of(unreadable("Kafka settings"))));
        lines.addAll(facts.faults().map(found -> topics(found)).orElseGet(() -> List.of(unreadable("topics"))));
        lines.add(cluster(plan, settings, facts.cluster()));
        facts.newest().flatMap(newest -> ClockChecks.past("the newest head in Kafka", Duration.between(now, newest)))
                .ifPresent(lines::add);
        return lines;
    }

    private static Line brokers(KafkaSettings settings, KafkaFacts.Reached facts) {
        int wanted = settings.layout().replication();
        String found = facts.brokers() + (facts.brokers() == 1 ? " broker" : " brokers");
        return facts.brokers() >= wanted
                ? Line.pass("Kafka", found + " behind " + settings.bootstrap())
                : Line.fix("Kafka", found + ", and each record shall have " + wanted + " copies",
                        "start the other brokers, or set kafka.replication to what the cluster has");
    }

    private static Line version(KafkaFacts.Version version) {
        if (version.supported() < KAFKA_4_0) {
            return Line.fix("Kafka version", "older than 4.0", "upgrade the brokers to Kafka 4.0 or newer");
        }
        return version.finalized() >= KAFKA_4_0
                ? Line.pass("Kafka version", "4.0 or newer (metadata.version " + version.finalized() + ")")
                : Line.warn("Kafka version",
                        "the brokers are of 4.0 or newer, and the cluster still speaks an older metadata.version ("
                                + version.finalized() + ")",
                        "kafka-features.sh --bootstrap-server HOST:PORT upgrade --release-version 4.0");
    }

    private static Line unreadable(String subject) {
        return Line.warn(subject, "this user may not read them",
                "run preflight once with the [kafka] table of the operator (see ops/secure)");
    }

    private static List<Line> settings(Plan plan, KafkaSettings settings, Map<String, String> found) {
        List<Line> lines = new ArrayList<>();
        for (String copies : COPIES) {
            int wanted = settings.layout().replication();
            if (number(found, copies) < wanted) {
                lines.add(Line.fix("Kafka settings",
                        copies + " is " + found.get(copies) + ", and a broker's loss would take that topic along",
                        "set it to " + wanted
                                + " in server.properties before the topic exists; else kafka-reassign-partitions.sh"));
            }
        }
        plan.session().filter(session -> number(found, SESSION) > session.toMillis()).ifPresent(session -> lines.add(Line.fix(
                "Kafka settings",
                SESSION + " is " + found.get(SESSION) + ", and streams.session-timeout " + session.toMillis() + " ms",
                "lower it on the brokers, or raise streams.session-timeout")));
        if ("true".equals(found.get("auto.create.topics.enable"))) {
            lines.add(Line.warn("Kafka settings",
                    "auto.create.topics.enable is true: a misspelt topic comes into being with wrong settings",
                    "set it to false in server.properties"));
        }
        return lines.isEmpty() ? List.of(Line.pass("Kafka settings", "as they should be")) : lines;
    }

    private static long number(Map<String, String> found, String key) {
        String value = found.getOrDefault(key, "");
        return value.matches("[0-9]{1,18}") ? Long.parseLong(value) : 0;
    }

    private static List<Line> topics(List<TopicFault> faults) {
        if (faults.isEmpty()) {
            return List.of(Line.pass("topics", "all are there, with their settings"));
        }
        List<String> missing = faults.stream().filter(fault -> fault.found().equals("missing")).map(TopicFault::topic).toList();
        List<Line> lines = new ArrayList<>();
        if (!missing.isEmpty()) {
            lines.add(Line.fix("topics", missing.size() + " are missing: " + String.join(", ", missing),
                    "stream-manager topics ensure --config FILE, with the manager's configuration"));
        }
        faults.stream().filter(fault -> !fault.found().equals("missing"))
                .map(fault -> Line.fix("topic " + fault.topic(),
                        fault.setting() + " is " + fault.found() + ", wanted " + fault.wanted(), fault.fix()))
                .forEach(lines::add);
        return lines;
    }

    private static Line cluster(Plan plan, KafkaSettings settings, Optional<KafkaFacts.Cluster> cluster) {
        if (cluster.isEmpty()) {
            return Line.warn("cluster", "nobody has said yet which network this cluster belongs to",
                    "start a manager first: it writes the record");
        }
        KafkaFacts.Cluster found = cluster.get();
        if (!found.network().equals(plan.network())) {
            return Line.fix("cluster",
                    "belongs to network " + found.network() + ", and " + plan.file() + " says " + plan.network(),
                    "correct network.name or kafka.bootstrap");
        }
        return found.partitions() == settings.layout().partitions()
                ? Line.pass("cluster", "network " + found.network() + ", " + found.partitions() + " partitions")
                : Line.fix("cluster", "has " + found.partitions() + " partitions, and " + plan.file() + " says "
                        + settings.layout().partitions(), "set kafka.partitions to " + found.partitions());
    }
}
