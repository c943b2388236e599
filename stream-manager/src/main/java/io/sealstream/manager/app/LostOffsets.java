package io.sealstream.manager.app;

import io.sealstream.manager.topology.ManagerTopology;
import io.sealstream.schemas.Topic;
import io.sealstream.schemas.Topics;
import io.sealstream.schemas.kafka.AdminCalls;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A cluster with events whose group has no offsets has lost them: events and offsets are written together. It goes on at the end, since all
 * that stands in its topics was taken once, and requesters repeat what still matters. A new cluster, and a topic that an upgrade added, begin
 * at the beginning.
 */
final class LostOffsets {
    private static final Logger LOGGER = LoggerFactory.getLogger(LostOffsets.class);

    private LostOffsets() {}

    /** Puts the offsets of a group that lost them to the ends of its topics. */
    static void replace(Admin admin, String group, int partitions) {
        if (hasOffsets(admin, group)) {
            return;
        }
        if (Topics.ALL.stream().filter(Topic::events)
                .noneMatch(topic -> TopicEnds.holdsAnything(admin, topic.name(), partitions))) {
            return;
        }
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        TopicEnds.of(admin, ManagerTopology.sources().stream().map(Topic::name).toList(), partitions)
                .forEach((place, end) -> offsets.put(place, new OffsetAndMetadata(end)));
        AdminCalls.await(admin.alterConsumerGroupOffsets(group, offsets).all(), "writing offsets of group " + group);
        LOGGER.atWarn().addKeyValue("group", group)
                .log("The group has lost its offsets; it goes on at the end of its topics, and requesters repeat what matters");
    }

    private static boolean hasOffsets(Admin admin, String group) {
        try {
            return !AdminCalls.await(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata(),
                    "reading offsets of group " + group).isEmpty();
        } catch (GroupIdNotFoundException e) {
            return false;
        }
    }
}
