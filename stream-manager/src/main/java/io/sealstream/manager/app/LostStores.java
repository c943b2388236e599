package io.sealstream.manager.app;

import io.sealstream.manager.topology.ManagerTopology;
import io.sealstream.manager.topology.Stores;
import io.sealstream.schemas.Topic;
import io.sealstream.schemas.Topics;
import io.sealstream.schemas.kafka.TopicFault;
import io.sealstream.schemas.kafka.TopicRefusedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;

/**
 * Events without the positions of their logs: the changelogs were deleted, or the application has another name than before. A manager that
 * started on empty stores would give every number anew.
 */
final class LostStores {
    private LostStores() {}

    /**
     * Refuses to start without the states of what is recorded.
     *
     * @param topics all topics of the cluster
     * @throws TopicRefusedException with the fix
     */
    static void refuse(Admin admin, String application, int partitions, Set<String> topics) {
        List<TopicFault> faults = new ArrayList<>();
        check(admin, Topics.MINER_EVENT, ManagerTopology.changelog(application, Stores.MINER_BOOK.positions()), partitions,
                topics, faults);
        check(admin, Topics.MESSAGE_EVENT, ManagerTopology.changelog(application, Stores.LANE_BOOK.positions()), partitions,
                topics,
                faults);
        if (!faults.isEmpty()) {
            throw new TopicRefusedException(faults);
        }
    }

    private static void check(Admin admin, Topic events, String positions, int partitions, Set<String> topics,
            List<TopicFault> faults) {
        boolean recorded = topics.contains(events.name()) && TopicEnds.holdsAnything(admin, events.name(), partitions);
        if (recorded && !(topics.contains(positions) && TopicEnds.holdsAnything(admin, positions, partitions))) {
            faults.add(new TopicFault(positions, "its content", "gone", "the positions of " + events.name(),
                    "if streams.application-id is right: stream-manager rebuild --config FILE"));
        }
    }
}
