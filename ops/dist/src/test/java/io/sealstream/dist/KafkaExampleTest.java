package io.sealstream.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.server.config.AbstractKafkaConfig;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The example of three brokers, read by the broker's own definition of its settings. */
class KafkaExampleTest {
    private final List<Map<String, String>> brokers = new ArrayList<>();

    @BeforeEach
    void read() throws IOException {
        for (int broker = 1; broker <= 3; broker++) {
            Properties properties = new Properties();
            properties.load(new StringReader(Shipped.text("kafka/server-" + broker + ".properties")));
            Map<String, String> settings = new HashMap<>();
            properties.stringPropertyNames().forEach(name -> settings.put(name, properties.getProperty(name)));
            brokers.add(settings);
        }
    }

    @Test
    void shouldHaveOnlySettingsThatABrokerKnowsAndCanRead() {
        for (Map<String, String> broker : brokers) {
            assertThat(AbstractKafkaConfig.CONFIG_DEF.names()).containsAll(broker.keySet());
            assertThat(AbstractKafkaConfig.CONFIG_DEF.validate(broker)).allSatisfy(value -> assertThat(value.errorMessages())
                    .as(value.name()).isEmpty());
        }
    }

    @Test
    void shouldDifferInNameAndAddressOnly() {
        for (int i = 0; i < brokers.size(); i++) {
            Map<String, String> broker = brokers.get(i);
            int id = i + 1;
            assertThat(broker).containsEntry("node.id", Integer.toString(id)).containsEntry("advertised.listeners",
                    "BROKER://kafka-" + id + ":9092");
            assertThat(broker.get("controller.quorum.voters")).contains(id + "@kafka-" + id + ":9093");
            Map<String, String> rest = new HashMap<>(broker);
            rest.putAll(Map.of("node.id", "1", "advertised.listeners", "BROKER://kafka-1:9092"));
            assertThat(rest).isEqualTo(brokers.getFirst());
        }
    }

    @Test
    void shouldKeepThreeCopiesAndSurviveOneBroker() {
        assertThat(brokers.getFirst()).containsEntry("default.replication.factor", "3").containsEntry("min.insync.replicas", "2")
                .containsEntry("unclean.leader.election.enable", "false").containsEntry("auto.create.topics.enable", "false")
                .containsEntry("offsets.topic.replication.factor", "3")
                .containsEntry("transaction.state.log.replication.factor", "3")
                .containsEntry("transaction.state.log.min.isr", "2");
    }
}
