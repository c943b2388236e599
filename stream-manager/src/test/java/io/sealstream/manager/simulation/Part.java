package io.sealstream.manager.simulation;

import io.sealstream.schemas.Topic;
import io.sealstream.schemas.Topics;
import java.util.List;

/** The sub-topologies of the manager. */
enum Part {
    MINER, MESSAGE, NODE;

    /** What it reads. */
    List<Topic> topics() {
        return switch (this) {
            case MINER -> List.of(Topics.MINER_HEAD, Topics.MINER_COMMAND, Topics.NODE_RESULT, Topics.CHAIN_RESULT);
            case MESSAGE -> List.of(Topics.MESSAGE_HEAD, Topics.MESSAGE_COMMAND, Topics.SIGN_RESULT, Topics.MESSAGE_RESULT);
            case NODE -> List.of(Topics.NODE_STATUS);
        };
    }
}
