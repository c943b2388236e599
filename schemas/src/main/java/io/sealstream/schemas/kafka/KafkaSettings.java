package io.sealstream.schemas.kafka;

import io.sealstream.schemas.config.ConfigTable;
import io.sealstream.schemas.registry.RegistrySettings;
import java.net.URI;
import java.util.Map;

/**
 * The {@code [kafka]} table that every process has.
 *
 * @param bootstrap    {@code host:port}, several with commas
 * @param registry     the schema registry
 * @param autoRegister whether writers register unknown schemas; for the devnet only
 * @param layout       shape that the topics of this cluster have
 * @param properties   extra properties of every Kafka client (TLS, SASL, …), passed through as they are
 */
public record KafkaSettings(String bootstrap, RegistrySettings registry, boolean autoRegister, ClusterLayout layout,
        Map<String, String> properties) {
    private static final String DEVNET = "devnet";
    private static final int MAX_PARTITIONS = 1_000;
    private static final int MAX_REPLICATION = 9;

    public KafkaSettings {
        properties = Map.copyOf(properties);
        if (bootstrap.isBlank()) {
            throw new IllegalArgumentException("no Kafka bootstrap servers; give host:port");
        }
    }

    /** A cluster reached without extras. */
    public static KafkaSettings of(String bootstrap, URI registry, boolean autoRegister, ClusterLayout layout) {
        return new KafkaSettings(bootstrap, RegistrySettings.of(registry), autoRegister, layout, Map.of());
    }

    /**
     * Reads the table: {@code bootstrap}, {@code registry} (one or more URLs with commas), {@code registry-user}
     * ({@code user:password}), {@code registry-token}, {@code registry-trust} and {@code registry-identity} (files for https, each
     * with a {@code -password}), {@code auto-register}, {@code partitions}, {@code replication}, {@code min-in-sync},
     * {@code properties}.
     *
     * @param network name of the network: {@code devnet} has the layout of one broker and registers schemas by itself
     */
    public static KafkaSettings from(ConfigTable table, String network) {
        boolean devnet = network.equals(DEVNET);
        String bootstrap = table.string("bootstrap");
        if (bootstrap.isBlank()) {
            throw table.fail("bootstrap", "is empty", "write \"host:port\"");
        }
        RegistrySettings registry = RegistryKeys.read(table);
        ClusterLayout usual = devnet ? ClusterLayout.DEVNET : ClusterLayout.PRODUCTION;
        int replication = (int) table.integer("replication", usual.replication(), 1, MAX_REPLICATION);
        int minInSync = (int) table.integer("min-in-sync", Math.max(1, replication - 1), 1, replication);
        int partitions = (int) table.integer("partitions", usual.partitions(), 1, MAX_PARTITIONS);
        return new KafkaSettings(bootstrap, registry, table.bool("auto-register", devnet),
                new ClusterLayout(partitions, replication, minInSync), table.properties("properties"));
    }
}
