package io.sealstream.manager.topology;

import io.sealstream.manager.domain.policy.ChainRules;
import io.sealstream.manager.wire.EffectRecords;
import io.sealstream.schemas.Serdes;
import io.sealstream.schemas.Topic;
import io.sealstream.schemas.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;

/**
 * Every source, processor, store and sink of the manager.
 *
 * <pre>
 * miner.command node.result chain.result miner.head          -> miner   -> *.event node.task chain.request message.command reply ...
 * message.command sign.result message.result message.head    -> message -> message.event sign.request chain.request miner.command reply ...
 * node.status, wall clock                                    -> node    -> miner.command
 * </pre>
 */
public final class ManagerTopology {
    private static final List<Topic> MINER_TOPICS = List.of(Topics.MINER_COMMAND, Topics.NODE_RESULT, Topics.CHAIN_RESULT,
            Topics.MINER_HEAD);
    private static final List<Topic> LANE_TOPICS = List.of(Topics.MESSAGE_COMMAND, Topics.SIGN_RESULT, Topics.MESSAGE_RESULT,
            Topics.MESSAGE_HEAD);
    private static final List<Topic> NODE_TOPICS = List.of(Topics.NODE_STATUS);

    private ManagerTopology() {}

    /**
     * What the topology is built from.
     *
     * @param rules       numbers of the network
     * @param partitions  N of the cluster
     * @param inMemory    stores in memory instead of on disk
     * @param nodeSilence silence after which a node is lost
     * @param changelog   settings of the changelog topics
     */
    public record Parts(Serdes serdes, ChainRules rules, int partitions, boolean inMemory, Duration nodeSilence, Alarm alarm,
            Map<String, String> changelog) {
        public Parts {
            changelog = Map.copyOf(changelog);
        }
    }

    /** Builds it. */
    public static Topology build(Parts parts) {
        Topology topology = new Topology();
        Hearing hearing = new Hearing();
        EffectRecords effects = new EffectRecords(parts.partitions());
        add(topology, parts, "miner", MINER_TOPICS, Stores.OF_MINERS,
                () -> new ShellProcessor(new MinerFamily(parts.rules(), effects),
                        Stores.OF_MINERS, parts.serdes(), parts.partitions(), parts.alarm(), hearing));
        add(topology, parts, "message", LANE_TOPICS, Stores.OF_LANES,
                () -> new ShellProcessor(new LaneFamily(effects), Stores.OF_LANES,
                        parts.serdes(), parts.partitions(), parts.alarm(), hearing));
        add(topology, parts, "node", NODE_TOPICS, Stores.OF_NODES,
                () -> new NodeProcessor(parts.nodeSilence(), parts.serdes(), parts.partitions(),
                        parts.alarm(), hearing));
        return topology;
    }

    /** Every topic that it reads. */
    public static List<Topic> sources() {
        return Stream.of(MINER_TOPICS, LANE_TOPICS, NODE_TOPICS).flatMap(List::stream).toList();
    }

    /** Names of the changelog topics, for the check of their settings. */
    public static List<String> changelogs(String applicationId) {
        return Stream.of(Stores.OF_MINERS, Stores.OF_LANES, Stores.OF_NODES).flatMap(List::stream)
                .map(store -> changelog(applicationId, store)).toList();
    }

    /** Name of the changelog topic of a store. */
    public static String changelog(String applicationId, String store) {
        return applicationId + "-" + store + "-changelog";
    }

    private static void add(Topology topology, Parts parts, String name, List<Topic> topics, List<String> stores,
            ProcessorSupplier<byte[], byte[], OutKey, byte[]> processor) {
        topology.addSource(name + "-source", new ByteArrayDeserializer(), new ByteArrayDeserializer(),
                topics.stream().map(Topic::name).toArray(String[]::new));
        topology.addProcessor(name, processor, name + "-source");
        for (String store : stores) {
            topology.addStateStore(store(parts, store), name);
        }
        topology.addSink(name + "-sink", OutKey.TOPIC, OutKey.SERIALIZER, new ByteArraySerializer(), OutKey.PARTITION, name);
    }

    /** No cache: each transaction is one record or few, and a cache would delay nothing but the changelog. */
    private static StoreBuilder<KeyValueStore<String, byte[]>> store(Parts parts, String name) {
        var supplier = parts.inMemory()
                ? org.apache.kafka.streams.state.Stores.inMemoryKeyValueStore(name)
                : org.apache.kafka.streams.state.Stores.persistentKeyValueStore(name);
        return org.apache.kafka.streams.state.Stores
                .keyValueStoreBuilder(supplier, org.apache.kafka.common.serialization.Serdes.String(),
                        org.apache.kafka.common.serialization.Serdes.ByteArray())
                .withCachingDisabled().withLoggingEnabled(parts.changelog());
    }
}
