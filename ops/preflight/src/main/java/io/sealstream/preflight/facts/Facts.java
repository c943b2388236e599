package io.sealstream.preflight.facts;

import io.sealstream.manager.config.ChainAddress;
import io.sealstream.node.stores.StoreSpec;
import io.sealstream.preflight.plan.Plan;
import io.sealstream.preflight.plan.Sealing;
import io.sealstream.schemas.kafka.KafkaSettings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Finds things out. No method throws for what it finds: what cannot be found out is a fact, too. Each may take seconds. */
public interface Facts {
    Machine machine();

    Instant now();

    /** Looks at a store, and writes and reads a little in it. */
    StoreFacts store(StoreSpec store);

    FolderFacts folder(Path folder);

    /** Compares parameters with the digests of their list; the first time this reads them all. */
    ParameterFacts parameters(Plan plan, Sealing sealing);

    KafkaFacts kafka(KafkaSettings settings);

    RegistryFacts registry(KafkaSettings settings);

    ChainFacts chain(Plan plan, ChainAddress node);

    /** How far the clock of a web server is ahead of ours, to half a second, where the server tells its time. */
    Optional<Duration> ahead(URI server);
}
