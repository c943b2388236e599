package io.sealstream.manager.simulation;

import io.sealstream.schemas.Topic;
import io.sealstream.schemas.Topics;
import java.util.List;

/** The sub-topologies of the manager and what they read. */
enum Part {
    MINER(List.of(Topics.MINER_HEAD, Topics.MINER_COMMAND, Topics.NODE_RESULT, Topics.CHAIN_RESULT)), MESSAGE(
            List.of(Topics.MESSAGE_HEAD, Topics.MESSAGE_COMMAND, Topics.SIGN_RESULT, Topics.MESSAGE_RESULT)), NODE(
                    List.of(Topics.NODE_STATUS));

    private final List<Topic> topics;

    Part(List<Topic> topics) {
        this.topics = topics;
    }

    List<Topic> topics() {
        return topics;
    }
}
