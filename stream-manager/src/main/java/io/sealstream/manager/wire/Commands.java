package io.sealstream.manager.wire;

import io.sealstream.manager.domain.Target;
import io.sealstream.schemas.Topic;
import io.sealstream.schemas.Topics;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;

/** Records of the topics that machines read, as commands with the machine they are for. Heads are {@link Head}s, no commands. */
public final class Commands {
    private Commands() {}

    /**
     * The command of a record.
     *
     * @param key the record's key; the machine of the record must belong to the same miner, lane or node, since the key alone chose the
     *            partition
     * @throws BadRecordException where the record is no command of the topic, a field holds no value of its kind, or the key is another's
     */
    public static Addressed read(Topic topic, String key, SpecificRecord record) {
        Addressed addressed = translate(topic, record)
                .orElseThrow(() -> new BadRecordException(record.getSchema().getName(), "topic", topic.name(),
                        "no command of this topic"));
        String owner = owner(addressed.target());
        if (!belongs(key, owner)) {
            throw new BadRecordException(record.getSchema().getName(), "key", key, "the record is of " + owner);
        }
        return addressed;
    }

    private static Optional<Addressed> translate(Topic topic, SpecificRecord record) {
        if (topic.equals(Topics.MINER_COMMAND)) {
            return MinerCommandRecords.read(record);
        }
        if (topic.equals(Topics.NODE_RESULT)) {
            return NodeResultRecords.read(record);
        }
        if (topic.equals(Topics.CHAIN_RESULT)) {
            return ChainResultRecords.read(record);
        }
        if (topic.equals(Topics.MESSAGE_COMMAND) || topic.equals(Topics.MESSAGE_RESULT) || topic.equals(Topics.SIGN_RESULT)) {
            return LaneCommandRecords.read(record);
        }
        return Optional.empty();
    }

    private static String owner(Target target) {
        return switch (target) {
            case Target.OfMiner t -> t.miner().toString();
            case Target.OfSector t -> t.sector().miner().toString();
            case Target.OfPartition t -> t.partition().miner().toString();
            case Target.OfLane t -> t.sender().toString();
            case Target.OfNode t -> t.node();
        };
    }

    private static boolean belongs(String key, String owner) {
        return key.equals(owner) || key.startsWith(owner + "/");
    }
}
