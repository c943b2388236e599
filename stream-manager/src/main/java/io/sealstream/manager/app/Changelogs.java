package io.sealstream.manager.app;

import io.sealstream.manager.rebuild.RebuildMarker;
import io.sealstream.manager.rebuild.RebuildRefusedException;
import io.sealstream.manager.topology.ManagerTopology;
import io.sealstream.schemas.kafka.KafkaClients;
import io.sealstream.schemas.kafka.KafkaUnavailableException;
import io.sealstream.schemas.kafka.TopicAdmin;
import io.sealstream.schemas.kafka.TopicFault;
import io.sealstream.schemas.kafka.TopicRefusedException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;

/** Changelogs of the stores hold what a restart needs: their settings are checked like those of every other topic. */
final class Changelogs {
    private static final long PATIENCE_SECONDS = 30;

    private Changelogs() {}

    /**
     * Checks those that exist; Kafka Streams creates the others, as the topology says. Offsets that were lost are set.
     *
     * @throws TopicRefusedException    where one is set so that state could be lost, or has lost it, with the fix
     * @throws RebuildRefusedException where a rebuild has left them half written
     */
    static void check(StreamsSettings settings, KafkaClients clients) {
        String applicationId = settings.applicationId();
        try (Admin admin = clients.admin("changelogs")) {
            Set<String> there = admin.listTopics().names().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            RebuildMarker.refuse(applicationId, there);
            int partitions = clients.settings().layout().partitions();
            LostStores.refuse(admin, applicationId, partitions, there);
            LostOffsets.replace(admin, applicationId, partitions);
            List<String> ours = ManagerTopology.changelogs(applicationId).stream().filter(there::contains).toList();
            List<TopicFault> faults = new TopicAdmin(admin, clients.settings()).checkChangelogs(ours);
            if (!faults.isEmpty()) {
                throw new TopicRefusedException(faults);
            }
            LocalStores.check(admin, settings, ours);
        } catch (ExecutionException | TimeoutException e) {
            throw new KafkaUnavailableException("the broker does not list its topics: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaUnavailableException("interrupted while the changelogs were checked", e);
        }
    }
}
