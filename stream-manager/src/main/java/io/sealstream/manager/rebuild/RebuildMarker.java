package io.sealstream.manager.rebuild;

import io.sealstream.schemas.kafka.AdminCalls;
import io.sealstream.schemas.kafka.TopicAdmin;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/**
 * An empty topic that stands as long as a rebuild is under way. A rebuild that was killed leaves it, and no manager starts on what it left:
 * half a changelog would be taken for all of a miner's sectors.
 */
public final class RebuildMarker {
    private final Admin admin;
    private final String topic;

    RebuildMarker(Admin admin, String application) {
        this.admin = admin;
        this.topic = name(application);
    }

    static String name(String application) {
        return application + "-rebuilding";
    }

    /** Puts the marker up; false where one stands already. */
    boolean put() {
        Set<String> topics = AdminCalls.await(admin.listTopics().names(), "listing topics");
        if (topics.contains(topic)) {
            return false;
        }
        AdminCalls.await(admin.createTopics(List.of(new NewTopic(topic, Optional.of(1), Optional.empty()))).all(),
                "creating topic " + topic);
        return true;
    }

    void remove(TopicAdmin topics) {
        topics.delete(List.of(topic));
    }

    /**
     * Refuses to start a manager while the marker stands.
     *
     * @param topics all topics of the cluster
     * @throws RebuildRefusedException with the fix
     */
    public static void refuse(String application, Set<String> topics) {
        if (topics.contains(name(application))) {
            throw new RebuildRefusedException("a rebuild of " + application + " has begun and not ended (topic "
                    + name(application)
                    + " stands), so its stores are not whole; run `stream-manager rebuild --config FILE` again, and start afterwards");
        }
    }
}
