package io.sealstream.devnet.testing;

import org.junit.jupiter.api.Assumptions;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.utility.DockerImageName;

/** Kafka in a container; needs {@code org.testcontainers:testcontainers-kafka} on the test's class path. */
final class ContainerKafka {
    private static final String IMAGE = "apache/kafka:4.3.1";

    private ContainerKafka() {}

    /** Starts one for the life of the JVM and gives its bootstrap address. */
    static String start() {
        if (!present()) {
            return Assumptions
                    .abort("SKIPPED: -Dtest.kafka=container, but Testcontainers is not on this module's test class path");
        }
        return Started.bootstrap();
    }

    private static boolean present() {
        try {
            Class.forName("org.testcontainers.kafka.KafkaContainer");
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    /** Apart, so that the classes of Testcontainers are touched only when they are there. */
    private static final class Started {
        private static String bootstrap() {
            if (!DockerClientFactory.instance().isDockerAvailable()) {
                return Assumptions
                        .abort("SKIPPED: -Dtest.kafka=container, but no container engine answers; start one or set DOCKER_HOST");
            }
            DockerImageName image = DockerImageName.parse(System.getProperty("test.kafka.image", IMAGE))
                    .asCompatibleSubstituteFor("apache/kafka");
            KafkaContainer container = new KafkaContainer(image);
            container.start();
            Runtime.getRuntime().addShutdownHook(new Thread(container::stop, "test-kafka-stop"));
            return container.getBootstrapServers();
        }
    }
}
