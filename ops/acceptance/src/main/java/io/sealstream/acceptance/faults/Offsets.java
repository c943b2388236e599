package io.sealstream.acceptance.faults;

import io.sealstream.schemas.kafka.ClusterLayout;
import io.sealstream.schemas.kafka.KafkaClients;
import io.sealstream.schemas.kafka.KafkaSettings;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** The committed places of every consumer group of a cluster: to be lost on purpose, and to see when everything has been read again. */
final class Offsets {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final KafkaClients clients;

    Offsets(String bootstrap, String registry) {
        this.clients = new KafkaClients(KafkaSettings.of(bootstrap, URI.create(registry), false, ClusterLayout.DEVNET));
    }

    /** Sets every committed offset of every group to 0. False while a group still has members: the broker refuses it then. */
    boolean reset() {
        try (Admin admin = clients.admin("fault-offsets")) {
            for (Map.Entry<String, Map<TopicPartition, OffsetAndMetadata>> group : committed(admin).entrySet()) {
                Map<TopicPartition, OffsetAndMetadata> zero = new HashMap<>();
                group.getValue().keySet().forEach(partition -> zero.put(partition, new OffsetAndMetadata(0)));
                admin.alterConsumerGroupOffsets(group.getKey(), zero).all().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            }
            return true;
        } catch (ExecutionException e) {
            return false;
        } catch (InterruptedException | TimeoutException e) {
            throw new IllegalStateException("the offsets could not be reset", e);
        }
    }

    /** Records that all groups together have still to read. */
    long lag() {
        try (Admin admin = clients.admin("fault-offsets")) {
            long lag = 0;
            for (Map<TopicPartition, OffsetAndMetadata> group : committed(admin).values()) {
                Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
                group.keySet().forEach(partition -> latest.put(partition, OffsetSpec.latest()));
                var ends = admin.listOffsets(latest).all().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
                lag += ends.entrySet().stream()
                        .mapToLong(end -> Math.max(0, end.getValue().offset() - read(group, end.getKey()))).sum();
            }
            return lag;
        } catch (ExecutionException | InterruptedException | TimeoutException e) {
            throw new IllegalStateException("the offsets could not be read", e);
        }
    }

    private static long read(Map<TopicPartition, OffsetAndMetadata> group, TopicPartition partition) {
        OffsetAndMetadata place = group.get(partition);
        return place == null ? 0 : place.offset();
    }

    private static Map<String, Map<TopicPartition, OffsetAndMetadata>> committed(Admin admin)
            throws ExecutionException, InterruptedException, TimeoutException {
        Map<String, Map<TopicPartition, OffsetAndMetadata>> all = new HashMap<>();
        for (GroupListing group : admin.listGroups().all().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
            Map<TopicPartition, OffsetAndMetadata> offsets = admin.listConsumerGroupOffsets(group.groupId())
                    .partitionsToOffsetAndMetadata().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            if (!offsets.isEmpty()) {
                all.put(group.groupId(), offsets);
            }
        }
        return all;
    }
}
