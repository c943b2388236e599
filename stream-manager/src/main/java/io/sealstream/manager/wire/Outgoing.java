package io.sealstream.manager.wire;

import io.sealstream.schemas.Partitions;
import io.sealstream.schemas.Topic;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * A record that leaves.
 *
 * @param key       text key
 * @param partition partition it belongs in, where its writer names it; null where the key does
 * @param record    null for a tombstone
 */
public record Outgoing(Topic topic, String key, @Nullable Integer partition, @Nullable SpecificRecord record) {
    /** A record whose key names its partition. */
    static Outgoing keyed(Topic topic, String key, @Nullable SpecificRecord record) {
        return new Outgoing(topic, key, null, record);
    }

    /** The same with the partition looked up now. */
    static Outgoing keyed(Topic topic, String key, int partitions, @Nullable SpecificRecord record) {
        return new Outgoing(topic, key, Partitions.partitionFor(topic, key, partitions), record);
    }

    /** The partition it belongs in. */
    public int partitionOf(int partitions) {
        return partition == null ? Partitions.partitionFor(topic, key, partitions) : partition;
    }
}
