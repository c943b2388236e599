package io.sealstream.preflight.checks;

import static io.sealstream.preflight.checks.GoodFacts.FAST;
import static io.sealstream.preflight.checks.GoodFacts.GIB;
import static io.sealstream.preflight.checks.GoodFacts.NOW;
import static io.sealstream.preflight.checks.GoodFacts.TIB;
import static io.sealstream.preflight.report.Verdict.FIX;
import static io.sealstream.preflight.report.Verdict.WARN;

import io.sealstream.preflight.facts.ChainFacts;
import io.sealstream.preflight.facts.FolderFacts;
import io.sealstream.preflight.facts.KafkaFacts;
import io.sealstream.preflight.facts.Limit;
import io.sealstream.preflight.facts.ParameterFacts;
import io.sealstream.preflight.facts.RegistryFacts;
import io.sealstream.preflight.facts.StoreFacts;
import io.sealstream.schemas.kafka.TopicFault;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Everything that can be wrong, one thing at a time. */
final class Breaks {
    private Breaks() {}

    static Stream<Break> all() {
        return Stream.of(machine(), disks(), kafka(), chain()).flatMap(List::stream);
    }

    private static List<Break> machine() {
        return List.of(
                new Break("old JDK", facts -> {
                    facts.jdk = "21.0.4";
                    facts.jdkFeature = 21;
                }, FIX, "JDK", "21.0.4, and 25 or newer", "SEALSTREAM_JAVA_HOME"),
                new Break("no SHA instructions", facts -> facts.cpuFlags = Set.of("avx2", "adx", "bmi2"), FIX, "SHA instructions",
                        "no sha_ni: PC1 of a large sector takes more than a day", "AMD since Zen"),
                new Break("old processor", facts -> facts.cpuFlags = Set.of("sha_ni", "avx2"), WARN, "CPU", "no adx, no bmi2",
                        "measure a WindowPoSt"),
                new Break("too little memory", facts -> facts.memory = 128 * GIB, FIX, "memory",
                        "128 GiB, and the pools need at least",
                        "[pools]"),
                new Break("memory below the peak", facts -> facts.memory = 256 * GIB, WARN, "memory",
                        "256 GiB, and the pools may need",
                        "swap"),
                new Break("huge pages set aside", facts -> facts.hugePages = 100 * GIB, WARN, "huge pages",
                        "100 GiB are set aside",
                        "vm.nr_hugepages=0"),
                new Break("few open files", facts -> facts.openFiles = new Limit(4096), FIX, "open files", "at most 4096",
                        "LimitNOFILE=65536"),
                new Break("little locked memory", facts -> facts.locked = new Limit(8 << 20), WARN, "locked memory",
                        "at most 8 MiB, and PC1 locks 64 GiB", "LimitMEMLOCK=infinity"),
                new Break("clock not kept", facts -> facts.ntp = Optional.of(false), FIX, "clock", "not kept by NTP", "chrony"),
                new Break("clock unknown", facts -> facts.ntp = Optional.empty(), WARN, "clock", "cannot be told", "chrony"),
                new Break("clock behind", facts -> facts.ahead = Optional.of(Duration.ofSeconds(9)), FIX, "clock offset",
                        "9.0 s behind the schema registry's", "timedatectl"),
                new Break("clock ahead a little", facts -> facts.ahead = Optional.of(Duration.ofSeconds(-3)), WARN,
                        "clock offset",
                        "3.0 s ahead of the chain node's", "timedatectl"));
    }

    private static List<Break> disks() {
        return List.of(
                new Break("unmounted scratch", facts -> facts.scratch = StoreFacts.unusable("/mnt/x has no file .holder"), FIX,
                        "scratch scratch-1", "has no file .holder",
                        "sealer-node store init /mnt/nvme1/sealstream --name scratch-1"),
                new Break("small scratch", facts -> facts.scratch = new StoreFacts("", 100 * GIB, 300 * GIB, FAST, FAST, true),
                        FIX,
                        "scratch scratch-1", "one sector of 32GiB needs", "larger disk"),
                new Break("full scratch", facts -> facts.scratch = new StoreFacts("", 10 * GIB, 2 * TIB, FAST, FAST, true), WARN,
                        "scratch scratch-1", "10 GiB of 2048 GiB free", "store check"),
                new Break("slow scratch", facts -> facts.scratch = new StoreFacts("", TIB, 2 * TIB, 90.0 * (1 << 20), FAST, true),
                        WARN,
                        "scratch scratch-1 speed", "writes 90 MiB/s", "NVMe"),
                new Break("scratch without room to measure", facts -> facts.scratch = new StoreFacts("", 0, 2 * TIB, 0, 0, false),
                        WARN,
                        "scratch scratch-1 speed", "not measured", "make room"),
                new Break("full long-term store", facts -> facts.longTerm = new StoreFacts("", GIB, 16 * TIB, FAST, FAST, true),
                        FIX,
                        "store store-1", "not enough for one more sector", "add a store"),
                new Break("slow long-term store",
                        facts -> facts.longTerm = new StoreFacts("", TIB, 16 * TIB, FAST, 20.0 * (1 << 20), false), WARN,
                        "store store-1 speed", "out of the cache", "WindowPoSt"),
                new Break("home of others", facts -> facts.folder = new FolderFacts(true, false, "rwxr-xr-x", GIB), FIX, "home",
                        "is not ours to write in", "install -d"),
                new Break("full state", facts -> facts.folder = new FolderFacts(true, true, "rwx------", 1000), FIX, "state",
                        "a full one stops the process", "make room"),
                new Break("open wallet", facts -> facts.folder = new FolderFacts(true, true, "rwxr-x---", 50 * GIB), FIX,
                        "wallet",
                        "can be read by others (rwxr-x---)", "chmod 700"),
                new Break("no wallet", facts -> facts.folder = new FolderFacts(false, true, "", 0), FIX, "wallet",
                        "there are no keys",
                        "wallet-signer setpwd"),
                new Break("missing parameters",
                        facts -> facts.parameters = new ParameterFacts(11, List.of("a is missing", "b is missing", "c is damaged",
                                "d is missing", "e is missing"), ""),
                        FIX, "parameters", "5 of 11 files", "sealer-node params fetch --config "),
                new Break("unreadable parameters", facts -> facts.parameters = new ParameterFacts(11, List.of(), "access denied"),
                        FIX,
                        "parameters", "access denied", "proofs.parameter-cache"));
    }

    private static List<Break> kafka() {
        return List.of(
                new Break("no broker", facts -> facts.kafkaDown = Optional.of("no answer"), FIX, "Kafka",
                        "127.0.0.1:9092: no answer",
                        "kafka.bootstrap"),
                new Break("too few brokers", facts -> kafka(facts, 1, facts.kafka.version(), facts.kafka.cluster()), FIX, "Kafka",
                        "1 broker", "kafka.replication"),
                new Break("old brokers", facts -> kafka(facts, 3, new KafkaFacts.Version(21, 21), facts.kafka.cluster()), FIX,
                        "Kafka version", "older than 4.0", "upgrade"),
                new Break("brokers not upgraded to the end",
                        facts -> kafka(facts, 3, new KafkaFacts.Version(30, 21), facts.kafka.cluster()), WARN, "Kafka version",
                        "older metadata.version (21)", "kafka-features.sh"),
                new Break("offsets with one copy", facts -> setting(facts, "offsets.topic.replication.factor", "1"), FIX,
                        "Kafka settings", "offsets.topic.replication.factor is 1", "set it to 3"),
                new Break("long session", facts -> setting(facts, "group.min.session.timeout.ms", "10000"), FIX, "Kafka settings",
                        "is 10000, and streams.session-timeout 6000 ms", "streams.session-timeout"),
                new Break("topics made by accident", facts -> setting(facts, "auto.create.topics.enable", "true"), WARN,
                        "Kafka settings", "auto.create.topics.enable", "server.properties"),
                new Break("settings not permitted",
                        facts -> facts.kafka = new KafkaFacts.Reached(3, facts.kafka.version(), Optional.empty(),
                                facts.kafka.faults(),
                                facts.kafka.cluster(), Optional.empty()),
                        WARN, "Kafka settings", "may not read", "table of the operator"),
                new Break("no topics",
                        facts -> faults(facts, new TopicFault("sector.event", "the topic", "missing", "present", "make")),
                        FIX, "topics", "1 are missing: sector.event", "topics ensure"),
                new Break("wrong topic",
                        facts -> faults(facts,
                                new TopicFault("sector.event", "retention.ms", "5", "-1", "kafka-configs.sh --alter")),
                        FIX, "topic sector.event", "retention.ms is 5, wanted -1", "kafka-configs.sh"),
                new Break("new cluster", facts -> kafka(facts, 3, facts.kafka.version(), Optional.empty()), WARN, "cluster",
                        "nobody has said", "start a manager"),
                new Break("cluster of another network",
                        facts -> kafka(facts, 3, facts.kafka.version(),
                                Optional.of(new KafkaFacts.Cluster("mainnet", "bafyGenesis", 16))),
                        FIX, "cluster", "belongs to network mainnet", "kafka.bootstrap"),
                new Break("other partitions",
                        facts -> kafka(facts, 3, facts.kafka.version(),
                                Optional.of(new KafkaFacts.Cluster("calibnet", "bafyGenesis", 8))),
                        FIX, "cluster", "has 8 partitions", "kafka.partitions to 8"),
                new Break("head of tomorrow", facts -> newest(facts, NOW.plusSeconds(60)), FIX, "clock offset",
                        "the newest head in Kafka lies 60 s in the future", "timedatectl"),
                new Break("no registry", facts -> facts.registry = new RegistryFacts.Unreachable("no answer from http://x"), FIX,
                        "schema registry", "no answer", "kafka.registry"),
                new Break("schemas missing",
                        facts -> facts.registry = new RegistryFacts.Reached(120, List.of("sector.event-Sealed")),
                        FIX, "schema registry", "1 of 120 schemas are not registered, sector.event-Sealed", "topics ensure"));
    }

    private static List<Break> chain() {
        return List.of(
                new Break("no chain node", facts -> facts.chain = new ChainFacts.Unusable("connection refused"), FIX,
                        "chain node",
                        "connection refused", "chain.url"),
                new Break("node of another network", facts -> facts.chain = reached("it serves mainnet", "bafyGenesis", NOW), FIX,
                        "chain node", "it serves mainnet", "network.name"),
                new Break("node of another chain", facts -> facts.chain = reached("", "bafyOther", NOW), FIX, "chain node",
                        "has genesis bafyOther", "chain.url"),
                new Break("node not synced", facts -> facts.chain = reached("", "bafyGenesis", NOW.minusSeconds(600)), FIX,
                        "chain node", "20 epochs old, and at most 10", "lotus sync wait"),
                new Break("chain of tomorrow", facts -> facts.chain = reached("", "bafyGenesis", NOW.plusSeconds(30)), FIX,
                        "clock offset", "lies 30 s in the future", "timedatectl"));
    }

    private static ChainFacts reached(String foreign, String genesis, Instant head) {
        return new ChainFacts.Reached(foreign, genesis, 1_000_000, head);
    }

    private static void kafka(GoodFacts facts, int brokers, KafkaFacts.Version version, Optional<KafkaFacts.Cluster> cluster) {
        facts.kafka = new KafkaFacts.Reached(brokers, version, facts.kafka.settings(), facts.kafka.faults(), cluster,
                facts.kafka.newest());
    }

    private static void setting(GoodFacts facts, String key, String value) {
        Map<String, String> settings = new HashMap<>(facts.kafka.settings().orElseThrow());
        settings.put(key, value);
        facts.kafka = new KafkaFacts.Reached(3, facts.kafka.version(), Optional.of(settings), facts.kafka.faults(),
                facts.kafka.cluster(), facts.kafka.newest());
    }

    private static void faults(GoodFacts facts, TopicFault fault) {
        facts.kafka = new KafkaFacts.Reached(3, facts.kafka.version(), facts.kafka.settings(), Optional.of(List.of(fault)),
                facts.kafka.cluster(), facts.kafka.newest());
    }

    private static void newest(GoodFacts facts, Instant time) {
        facts.kafka = new KafkaFacts.Reached(3, facts.kafka.version(), facts.kafka.settings(), facts.kafka.faults(),
                facts.kafka.cluster(), Optional.of(time));
    }
}
