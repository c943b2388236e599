package io.sealstream.schemas.kafka;

import io.sealstream.schemas.config.ConfigTable;
import io.sealstream.schemas.registry.RegistrySettings;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;

/**
 * The {@code [kafka]} table that every process has.
 *
 * @param bootstrap    {@code host:port}, several with commas
 * @param registry     the schema registry
 * @param autoRegister whether writers register unknown schemas; for the devnet only
 * @param layout       shape that the topics of this cluster have
 * @param properties   extra properties of every Kafka client (TLS, SASL, …): those of a {@link Login}, and what the file passes through
 */
public record KafkaSettings(String bootstrap, RegistrySettings registry, boolean autoRegister, ClusterLayout layout,
        Map<String, String> properties) {
    private static final String DEVNET = "devnet";
    private static final String PLAIN = "PLAINTEXT";
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
     * ({@code user:password}, or the user alone with {@code registry-password-file}), {@code registry-token}, {@code registry-trust} and
     * {@code registry-identity} (files for https, each with a {@code -password}), {@code auto-register}, {@code partitions}, {@code replication}, {@code min-in-sync}, {@code user},
     * {@code password-file}, {@code ca-file}, {@code properties}, which override the three before.
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
        Map<String, String> properties = new HashMap<>(Login.propertiesOf(table));
        properties.putAll(table.properties("properties"));
        return new KafkaSettings(bootstrap, registry, table.bool("auto-register", devnet),
                new ClusterLayout(partitions, replication, minInSync), properties);
    }

    /** These settings with the properties of a user. */
    public KafkaSettings as(Login login) {
        Map<String, String> all = new HashMap<>(properties);
        all.putAll(login.properties());
        return new KafkaSettings(bootstrap, registry, autoRegister, layout, all);
    }

    /** Whether clients use TLS or a password; else only brokers that let everybody in are reached. */
    public boolean isSecure() {
        return !properties.getOrDefault("security.protocol", PLAIN).equals(PLAIN);
    }

    /** Without the values of the properties: a password may be among them. */
    @Override
    public String toString() {
        return "KafkaSettings[" + bootstrap + ", " + layout + ", properties " + new TreeSet<>(properties.keySet()) + "]";
    }
}
