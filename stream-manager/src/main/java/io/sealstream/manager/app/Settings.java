package io.sealstream.manager.app;

import io.sealstream.manager.app.StreamsSettings.StoreKind;
import io.sealstream.manager.config.ChainConfig;
import io.sealstream.manager.config.ManagerConfig;
import io.sealstream.manager.config.StreamsConfig;
import io.sealstream.manager.edge.chain.ChainEdge;
import io.sealstream.schemas.avro.Cluster;
import io.sealstream.schemas.config.HostPort;

/** Hands the configuration on to the parts. */
final class Settings {
    private Settings() {}

    /** @param server where the other managers reach the RPC of this one */
    static StreamsSettings of(ManagerConfig config, HostPort server) {
        StreamsConfig streams = config.streams();
        return new StreamsSettings(streams.applicationId(), streams.instanceId(), config.kafka().bootstrap(), streams.stateDir(),
                streams.inMemory() ? StoreKind.MEMORY : StoreKind.DISK, streams.threads(), streams.commitInterval(),
                streams.poll(),
                streams.sessionTimeout(), streams.standbys(), server.toString(), streams.replication(), streams.nodeSilence(),
                config.kafka().properties());
    }

    static ChainEdge.Setup edge(ManagerConfig config, Cluster cluster) {
        ChainConfig chain = config.chain();
        return new ChainEdge.Setup(config.streams().applicationId() + "-chain-edge", config.streams().instanceId(),
                config.streams().sessionTimeout(),
                cluster.getPartitions(), chain.pushes(), chain.estimates(), chain.reads(), chain.patience(), chain.headSilence());
    }
}
