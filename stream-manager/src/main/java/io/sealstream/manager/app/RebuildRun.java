package io.sealstream.manager.app;

import io.sealstream.filecoin.NetworkPolicy;
import io.sealstream.manager.cli.CliFailure;
import io.sealstream.manager.config.ManagerConfig;
import io.sealstream.manager.domain.policy.ChainRules;
import io.sealstream.manager.rebuild.Rebuild;
import io.sealstream.manager.rebuild.RebuildRefusedException;
import io.sealstream.manager.replay.BrokenLogException;
import io.sealstream.schemas.Serdes;
import io.sealstream.schemas.avro.Cluster;
import io.sealstream.schemas.kafka.ClusterGuard;
import io.sealstream.schemas.kafka.KafkaClients;
import io.sealstream.schemas.kafka.KafkaUnavailableException;
import io.sealstream.schemas.kafka.Refusal;
import io.sealstream.schemas.kafka.WrongClusterException;
import io.sealstream.schemas.registry.RegistryException;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.kafka.common.KafkaException;

/** One rebuild of the cluster of a configuration; what can go wrong becomes a sentence. */
final class RebuildRun {
    private RebuildRun() {}

    static List<String> run(ManagerConfig config) {
        KafkaClients clients = new KafkaClients(config.kafka());
        try (Serdes serdes = clients.serdes()) {
            Cluster cluster = new ClusterGuard(clients, serdes, InstantSource.system())
                    .check(new ClusterGuard.Expectation(config.network(), Optional.empty(),
                            OptionalInt.of(config.kafka().layout().partitions())))
                    .orElseThrow(() -> new CliFailure("the Kafka at " + config.kafka().bootstrap()
                            + " holds no cluster yet, so there is nothing to rebuild; correct kafka.bootstrap"));
            Rebuild.Outcome done = new Rebuild(new Rebuild.Setup(clients, serdes, config.streams().applicationId(),
                    config.streams().stateDir(), config.streams().sessionTimeout(),
                    ChainRules.of(NetworkPolicy.named(cluster.getNetwork())), cluster.getPartitions()),
                    InstantSource.system()).run();
            return List.of(done.events() + " events of " + done.logs() + " miners and lanes are folded, " + done.entries()
                    + " entries of stores are written; the manager can be started");
        } catch (RebuildRefusedException | BrokenLogException | WrongClusterException | KafkaUnavailableException
                | RegistryException
                | UncheckedIOException e) {
            throw new CliFailure(String.valueOf(e.getMessage()));
        } catch (KafkaException e) {
            throw new CliFailure(Refusal.sentence(e, config.kafka())
                    .orElse("Kafka at " + config.kafka().bootstrap() + " refused: " + e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CliFailure("interrupted; run rebuild again before a manager is started");
        }
    }
}
