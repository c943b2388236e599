package io.sealstream.preflight.checks;

import io.sealstream.manager.config.ChainAddress;
import io.sealstream.node.stores.StoreSpec;
import io.sealstream.preflight.facts.ChainFacts;
import io.sealstream.preflight.facts.Facts;
import io.sealstream.preflight.facts.FolderFacts;
import io.sealstream.preflight.facts.KafkaFacts;
import io.sealstream.preflight.facts.Limit;
import io.sealstream.preflight.facts.Machine;
import io.sealstream.preflight.facts.ParameterFacts;
import io.sealstream.preflight.facts.RegistryFacts;
import io.sealstream.preflight.facts.StoreFacts;
import io.sealstream.preflight.plan.Plan;
import io.sealstream.preflight.plan.Sealing;
import io.sealstream.schemas.kafka.KafkaSettings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A machine and a cluster on which everything is right, until a test breaks a part. */
public final class GoodFacts implements Facts {
    static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");
    static final long GIB = 1L << 30;
    static final long TIB = 1L << 40;
    static final double FAST = 2.0 * GIB;

    String jdk = "25.0.1+8";
    int jdkFeature = 25;
    String arch = "amd64";
    Set<String> cpuFlags = Set.of("sha_ni", "avx2", "adx", "bmi2", "sse2");
    long memory = 512 * GIB;
    long hugePages = 0;
    Limit openFiles = new Limit(1 << 20);
    Limit locked = Limit.NONE;
    Optional<Boolean> ntp = Optional.of(true);
    StoreFacts scratch = new StoreFacts("", 2 * TIB, 4 * TIB, FAST, FAST, true);
    StoreFacts longTerm = new StoreFacts("", 8 * TIB, 16 * TIB, FAST, FAST, true);
    FolderFacts folder = new FolderFacts(true, true, "rwx------", 50 * GIB);
    ParameterFacts parameters = new ParameterFacts(11, List.of(), "");
    KafkaFacts.Reached kafka = new KafkaFacts.Reached(3, new KafkaFacts.Version(30, 30),
            Optional.of(Map.of("group.min.session.timeout.ms", "6000", "offsets.topic.replication.factor", "3",
                    "transaction.state.log.replication.factor", "3", "auto.create.topics.enable", "false")),
            Optional.of(List.of()), Optional.of(new KafkaFacts.Cluster("calibnet", "bafyGenesis", 16)),
            Optional.of(NOW.minusSeconds(20)));
    Optional<String> kafkaDown = Optional.empty();
    RegistryFacts registry = new RegistryFacts.Reached(120, List.of());
    ChainFacts chain = new ChainFacts.Reached("", "bafyGenesis", 1_000_000, NOW.minusSeconds(40));
    Optional<Duration> ahead = Optional.of(Duration.ofMillis(300));

    @Override
    public Machine machine() {
        return new Machine(jdk, jdkFeature, arch, cpuFlags, memory, hugePages, openFiles, locked, ntp);
    }

    @Override
    public Instant now() {
        return NOW;
    }

    @Override
    public StoreFacts store(StoreSpec store) {
        return store.kind() == StoreSpec.Kind.SCRATCH ? scratch : longTerm;
    }

    @Override
    public FolderFacts folder(Path path) {
        return folder;
    }

    @Override
    public ParameterFacts parameters(Plan plan, Sealing sealing) {
        return parameters;
    }

    @Override
    public KafkaFacts kafka(KafkaSettings settings) {
        return kafkaDown.<KafkaFacts>map(KafkaFacts.Unreachable::new).orElse(kafka);
    }

    @Override
    public RegistryFacts registry(KafkaSettings settings) {
        return registry;
    }

    @Override
    public ChainFacts chain(Plan plan, ChainAddress node) {
        return chain;
    }

    @Override
    public Optional<Duration> ahead(URI server) {
        return ahead;
    }
}
