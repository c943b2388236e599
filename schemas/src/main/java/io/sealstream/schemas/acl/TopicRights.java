package io.sealstream.schemas.acl;

import static io.sealstream.schemas.acl.Role.MANAGER;
import static io.sealstream.schemas.acl.Role.NODE;
import static io.sealstream.schemas.acl.Role.OPERATOR;
import static io.sealstream.schemas.acl.Role.SIGNER;
import static java.util.Map.entry;

import io.sealstream.schemas.Topic;
import io.sealstream.schemas.Topics;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Who may write and who may read one topic. To write is to claim, so topics are split by writer (design: topics). The operator reads all.
 *
 * @param writers roles that append to it
 * @param readers roles that read it
 */
public record TopicRights(Set<Role> writers, Set<Role> readers) {
    private static final Map<Topic, TopicRights> TABLE = Map.ofEntries(
            entry(Topics.CLUSTER, writtenBy(MANAGER).readBy(MANAGER, NODE, SIGNER)),
            entry(Topics.MINER_COMMAND, writtenBy(MANAGER).readBy(MANAGER)),
            entry(Topics.MINER_HEAD, writtenBy(MANAGER).readBy(MANAGER)),
            entry(Topics.SECTOR_EVENT, writtenBy(MANAGER).readBy(MANAGER)),
            entry(Topics.MINER_EVENT, writtenBy(MANAGER).readBy(MANAGER)),
            entry(Topics.PROVING_EVENT, writtenBy(MANAGER).readBy(MANAGER)),
            entry(Topics.NODE_TASK, writtenBy(MANAGER).readBy(NODE)),
            entry(Topics.NODE_RESULT, writtenBy(NODE).readBy(MANAGER)),
            entry(Topics.NODE_STATUS, writtenBy(NODE).readBy(MANAGER, NODE)),
            entry(Topics.CHAIN_REQUEST, writtenBy(MANAGER).readBy(MANAGER)),
            entry(Topics.CHAIN_RESULT, writtenBy(MANAGER).readBy(MANAGER)),
            entry(Topics.MESSAGE_COMMAND, writtenBy(MANAGER).readBy(MANAGER)),
            entry(Topics.MESSAGE_HEAD, writtenBy(MANAGER).readBy(MANAGER, SIGNER)),
            entry(Topics.MESSAGE_EVENT, writtenBy(MANAGER).readBy(MANAGER)),
            entry(Topics.MESSAGE_RESULT, writtenBy(MANAGER).readBy(MANAGER)),
            entry(Topics.SIGN_REQUEST, writtenBy(MANAGER).readBy(SIGNER)),
            entry(Topics.SIGN_RESULT, writtenBy(SIGNER).readBy(MANAGER)),
            entry(Topics.REPLY, writtenBy(MANAGER).readBy(MANAGER, NODE)),
            entry(Topics.REJECTION, writtenBy(MANAGER).readBy()),
            entry(Topics.DEAD_LETTER, writtenBy(MANAGER, NODE, SIGNER).readBy()));

    /** Rights on a topic; empty where the table has forgotten it, which a test refuses. */
    public static Optional<TopicRights> of(Topic topic) {
        return Optional.ofNullable(TABLE.get(topic));
    }

    private static TopicRights writtenBy(Role... writers) {
        return new TopicRights(Set.copyOf(List.of(writers)), Set.of());
    }

    private TopicRights readBy(Role... more) {
        Set<Role> all = EnumSet.of(OPERATOR, more);
        return new TopicRights(writers, Set.copyOf(all));
    }
}
