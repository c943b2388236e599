package io.sealstream.preflight.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.devnet.testing.KafkaTestCluster;
import io.sealstream.preflight.facts.KafkaFacts;
import io.sealstream.preflight.facts.RegistryFacts;
import io.sealstream.schemas.SchemaRegistration;
import io.sealstream.schemas.Serdes;
import io.sealstream.schemas.Topics;
import io.sealstream.schemas.avro.Cluster;
import io.sealstream.schemas.kafka.ClusterGuard;
import io.sealstream.schemas.kafka.ClusterLayout;
import io.sealstream.schemas.kafka.ClusterRecord;
import io.sealstream.schemas.kafka.KafkaClients;
import io.sealstream.schemas.kafka.KafkaSettings;
import io.sealstream.schemas.kafka.TopicAdmin;
import io.sealstream.schemas.kafka.TopicFault;
import java.net.URI;
import java.time.InstantSource;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against a real broker and registry. */
class KafkaProbeIT {
    private KafkaClients clients;

    @BeforeEach
    void open() throws Exception {
        KafkaTestCluster cluster = KafkaTestCluster.shared();
        cluster.reset();
        clients = cluster.clients();
    }

    private KafkaFacts.Reached look() {
        return (KafkaFacts.Reached) new KafkaProbe(clients.settings()).look();
    }

    @Test
    void shouldSeeAnEmptyClusterAsItIs() {
        KafkaFacts.Reached found = look();

        assertThat(found.brokers()).isEqualTo(1);
        assertThat(found.version().supported()).isGreaterThanOrEqualTo(25);
        assertThat(found.version().finalized()).isGreaterThanOrEqualTo(25);
        assertThat(found.settings().orElseThrow()).containsKeys("group.min.session.timeout.ms",
                "offsets.topic.replication.factor",
                "transaction.state.log.replication.factor", "auto.create.topics.enable");
        assertThat(found.faults().orElseThrow()).hasSameSizeAs(Topics.ALL).extracting(TopicFault::found).containsOnly("missing");
        assertThat(found.cluster()).isEmpty();
        assertThat(found.newest()).isEmpty();
    }

    @Test
    void shouldSeeAClusterThatWasSetUp() {
        try (Admin admin = clients.admin("test"); Serdes serdes = clients.serdes()) {
            new TopicAdmin(admin, clients.settings()).ensure(Topics.ALL);
            SchemaRegistration.ensure(serdes.registry(), Topics.ALL);
            new ClusterGuard(clients, serdes, InstantSource.system())
                    .claim(new Cluster("devnet", "bafy2bzaceaa", ClusterLayout.DEVNET.partitions(), ClusterRecord.FORMAT));
        }

        assertThat(look().faults()).hasValueSatisfying(faults -> assertThat(faults).isEmpty());
        assertThat(look().cluster())
                .contains(new KafkaFacts.Cluster("devnet", "bafy2bzaceaa", ClusterLayout.DEVNET.partitions()));
        assertThat(RegistryProbe.look(clients.settings().registry())).isInstanceOfSatisfying(RegistryFacts.Reached.class,
                found -> assertThat(found.missing()).isEmpty());
    }

    @Test
    void shouldSayThatNobodyAnswers() {
        KafkaSettings none = KafkaSettings.of("127.0.0.1:1", URI.create("http://127.0.0.1:1"), false, ClusterLayout.DEVNET);

        assertThat(new KafkaProbe(none).look()).isInstanceOf(KafkaFacts.Unreachable.class);
        assertThat(RegistryProbe.look(none.registry())).isInstanceOf(RegistryFacts.Unreachable.class);
    }
}
