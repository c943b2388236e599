package io.sealstream.preflight.probe;

import io.sealstream.manager.config.ChainAddress;
import io.sealstream.node.stores.StoreSpec;
import io.sealstream.preflight.facts.ChainFacts;
import io.sealstream.preflight.facts.Facts;
import io.sealstream.preflight.facts.FolderFacts;
import io.sealstream.preflight.facts.KafkaFacts;
import io.sealstream.preflight.facts.Machine;
import io.sealstream.preflight.facts.ParameterFacts;
import io.sealstream.preflight.facts.RegistryFacts;
import io.sealstream.preflight.facts.StoreFacts;
import io.sealstream.preflight.plan.Plan;
import io.sealstream.preflight.plan.Sealing;
import io.sealstream.schemas.kafka.KafkaSettings;
import io.vertx.core.Vertx;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** The facts of the machine that this runs on. */
public final class SystemFacts implements Facts, AutoCloseable {
    private final InstantSource clock;
    private final Vertx vertx = Vertx.vertx();

    public SystemFacts(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public Machine machine() {
        return MachineProbe.look();
    }

    @Override
    public Instant now() {
        return clock.instant();
    }

    @Override
    public StoreFacts store(StoreSpec store) {
        return FolderProbe.store(store);
    }

    @Override
    public FolderFacts folder(Path folder) {
        return FolderProbe.folder(folder);
    }

    @Override
    public ParameterFacts parameters(Plan plan, Sealing sealing) {
        return ParameterProbe.look(plan, sealing);
    }

    @Override
    public KafkaFacts kafka(KafkaSettings settings) {
        return new KafkaProbe(settings).look();
    }

    @Override
    public RegistryFacts registry(KafkaSettings settings) {
        return RegistryProbe.look(settings.registry());
    }

    @Override
    public ChainFacts chain(Plan plan, ChainAddress node) {
        return new ChainProbe(vertx).look(plan, node);
    }

    @Override
    public Optional<Duration> ahead(URI server) {
        return new WebClock(clock).ahead(server);
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
