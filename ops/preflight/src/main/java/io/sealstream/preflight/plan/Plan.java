package io.sealstream.preflight.plan;

import io.sealstream.filecoin.NetworkPolicy;
import io.sealstream.schemas.kafka.KafkaSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * What one process asks of this machine and of what it talks to.
 *
 * @param file    its configuration
 * @param role    which process
 * @param name    its name in the cluster
 * @param network name of its network
 * @param home    folder it keeps things in: journal, local stores, or keys
 * @param sealing of a sealer-node
 * @param kafka   of all but a wallet that serves JSON-RPC alone
 * @param chain   of a manager
 * @param session silence after which the group gives a manager's partitions away
 */
public record Plan(Path file, Role role, String name, String network, Path home, Optional<Sealing> sealing,
        Optional<KafkaSettings> kafka, Optional<Chain> chain, Optional<Duration> session) {

    /** As the report's title has it. */
    public String title() {
        return role.word() + " " + name + " (" + file + ", network " + network + ")";
    }

    /** Time of an epoch, where heads keep pace with the wall clock. */
    public Optional<Duration> epochTime() {
        NetworkPolicy policy = NetworkPolicy.named(network);
        return policy.keepsTime() ? Optional.of(policy.blockTime()) : Optional.empty();
    }
}
