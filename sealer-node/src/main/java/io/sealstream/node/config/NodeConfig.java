package io.sealstream.node.config;

import io.sealstream.filecoin.ActorId;
import io.sealstream.filecoin.CodecException;
import io.sealstream.node.stores.StoreSpec;
import io.sealstream.node.stores.StoreSpec.Kind;
import io.sealstream.node.tasks.Pool;
import io.sealstream.schemas.config.ConfigTable;
import io.sealstream.schemas.config.HostPort;
import io.sealstream.schemas.config.TomlConfig;
import io.sealstream.schemas.kafka.KafkaSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The configuration of a node; {@code sealer-node.toml} beside the module explains each key.
 *
 * @param kafka   the cluster
 * @param network name of the network that the cluster must belong to
 * @param listen  of the status server
 * @param node    what is the node's own
 * @param stores  scratch and long-term stores
 * @param pools   threads of each pool
 * @param proofs  engines and parameters
 */
public record NodeConfig(KafkaSettings kafka, String network, HostPort listen, Own node, List<StoreSpec> stores,
        Map<Pool, Integer> pools, ProofsConfig proofs) {
    private static final String NAME_FORM = "[a-z0-9][a-z0-9.-]{0,60}";
    private static final int MAX_THREADS = 256;
    private static final Duration HEARTBEAT = Duration.ofSeconds(2);
    private static final Duration ASK_AGAIN = Duration.ofSeconds(5);

    public NodeConfig {
        stores = List.copyOf(stores);
        pools = Map.copyOf(pools);
    }

    /**
     * Table {@code [node]}.
     *
     * @param name           of the node, unique in the cluster; keys and store owners are named by it
     * @param home           folder of journal and lock
     * @param miners         miners it works for, in order of preference
     * @param windowPoSt     whether it takes WindowPoSt tasks
     * @param aggregate      whether it takes tasks that aggregate seal proofs
     * @param heartbeat      pause between heartbeats
     * @param requestPause   pause before a refused request for a sector is made again
     * @param requestSectors whether idle scratch stores ask for sectors
     */
    public record Own(String name, Path home, List<ActorId> miners, boolean windowPoSt, boolean aggregate, Duration heartbeat,
            Duration requestPause, boolean requestSectors) {
        public Own {
            miners = List.copyOf(miners);
        }
    }

    /** Reads and checks the file; unknown keys are refused. */
    public static NodeConfig read(Path file) {
        return of(TomlConfig.read(file));
    }

    static NodeConfig of(TomlConfig toml) {
        ConfigTable root = toml.root();
        String network = root.table("network").network("name");
        List<StoreSpec> stores = new ArrayList<>(stores(root, "scratch", Kind.SCRATCH));
        stores.addAll(stores(root, "long-term", Kind.LONG_TERM));
        Map<Pool, Integer> pools = pools(root.table("pools"));
        NodeConfig config = new NodeConfig(KafkaSettings.from(root.table("kafka"), network), network,
                root.table("http").hostPort("listen", "127.0.0.1:0"), own(root.table("node")), stores, pools,
                ProofsConfig.of(root.table("proofs"), network));
        toml.refuseUnknown();
        return config;
    }

    private static Own own(ConfigTable table) {
        String name = table.string("name");
        if (!name.matches(NAME_FORM)) {
            throw table.fail("name", "\"" + name + "\" cannot name a node",
                    "use lower-case letters, digits, '-' and '.', at most 61");
        }
        return new Own(name, table.path("home"), miners(table), table.bool("window-post", true),
                table.bool("aggregate", true),
                positive(table, "heartbeat", HEARTBEAT), positive(table, "request-pause", ASK_AGAIN),
                table.bool("request-sectors", true));
    }

    private static List<ActorId> miners(ConfigTable table) {
        List<ActorId> miners = new ArrayList<>();
        for (String text : table.strings("miners")) {
            try {
                ActorId miner = ActorId.parse(text);
                if (miners.contains(miner)) {
                    throw table.fail("miners", "names " + miner + " twice", "remove one");
                }
                miners.add(miner);
            } catch (CodecException e) {
                throw table.fail("miners", "\"" + text + "\" is no miner", "write ids such as \"f01000\"");
            }
        }
        if (miners.isEmpty()) {
            throw table.fail("miners", "is empty", "name at least one miner, such as \"f01000\"");
        }
        return miners;
    }

    private static List<StoreSpec> stores(ConfigTable root, String key, Kind kind) {
        List<StoreSpec> stores = new ArrayList<>();
        for (ConfigTable table : root.tables(key)) {
            String name = table.string("name");
            if (!name.matches(NAME_FORM)) {
                throw table.fail("name", "\"" + name + "\" cannot name a store",
                        "use lower-case letters, digits, '-' and '.', at most 61");
            }
            stores.add(new StoreSpec(name, kind, table.path("path").toAbsolutePath()));
        }
        return stores;
    }

    private static Map<Pool, Integer> pools(ConfigTable table) {
        Map<Pool, Integer> sizes = new EnumMap<>(Pool.class);
        for (Pool pool : Pool.values()) {
            sizes.put(pool, (int) table.integer(pool.prefix(), 1, 1, MAX_THREADS));
        }
        return sizes;
    }

    static Duration positive(ConfigTable table, String key, Duration fallback) {
        Duration value = table.duration(key, fallback);
        if (value.isZero()) {
            throw table.fail(key, "is zero", "give a time such as \"" + fallback.toSeconds() + "s\"");
        }
        return value;
    }
}
