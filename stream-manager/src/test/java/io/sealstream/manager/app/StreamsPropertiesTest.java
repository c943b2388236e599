package io.sealstream.manager.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.schemas.kafka.ClusterLayout;
import io.sealstream.schemas.kafka.KafkaClients;
import io.sealstream.schemas.kafka.KafkaSettings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What Kafka Streams makes of our settings. */
class StreamsPropertiesTest {
    private static final Duration STANDSTILL = Duration.ofSeconds(30);

    @Test
    @DisplayName("SIGKILL of the broker, its group coordinator forgets that a thread wants to join")
    void shouldNotWaitMinutesForACoordinatorThatForgot() {
        KafkaClients clients = new KafkaClients(
                KafkaSettings.of("127.0.0.1:9092", URI.create("http://127.0.0.1:8081"), true, ClusterLayout.DEVNET));
        Properties properties = StreamsProperties
                .of(new StreamsSettings("manager", "manager-1", "127.0.0.1:9092", Path.of("state"),
                        StreamsSettings.StoreKind.MEMORY, 1, Duration.ofMillis(5), Duration.ofMillis(5), Duration.ofSeconds(6), 0,
                        "127.0.0.1:1",
                        1, Duration.ofSeconds(30), Map.of()), clients);

        Object wait = new StreamsConfig(properties).getMainConsumerConfigs("group", "client", 1)
                .get(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG);

        assertThat(Duration.ofMillis(Long.parseLong(String.valueOf(wait)))).isLessThanOrEqualTo(STANDSTILL);
    }
}
