package io.sealstream.schemas;

import io.sealstream.filecoin.ActorId;
import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.CodecException;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.utils.Utils;

/**
 * Which partition a record belongs in. The rule is a part of the log's format: it must never change for a cluster.
 * Miner topics: actor id modulo N, on the parsed id. Lanes: murmur2 of the sender's canonical {@code f} text modulo N. Nodes: murmur2 of
 * the node's name modulo N. The hash is the one of Kafka's default partitioner.
 */
public final class Partitions {
    private Partitions() {}

    /**
     * The partition of a key.
     *
     * @param partitions N
     * @throws IllegalArgumentException where the key is not of the topic's kind, or the topic's writers name the partition themselves
     */
    public static int partitionFor(Topic topic, String key, int partitions) {
        return switch (topic.keys()) {
            case MINER -> partitionOf(minerOf(key), partitions);
            case LANE -> partitionOf(laneOf(key), partitions);
            case NODE -> partitionOfNode(nodeOf(key), partitions);
            case SINGLE -> 0;
            case EXPLICIT ->
                throw new IllegalArgumentException("a record of " + topic.name() + " must name its partition itself");
        };
    }

    /** Whether a record may stand in that partition; always true where writers name the partition themselves. */
    public static boolean belongs(Topic topic, String key, int partition, int partitions) {
        if (topic.keys() == Topic.KeyKind.EXPLICIT) {
            return true;
        }
        try {
            return partitionFor(topic, key, partitions) == partition;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** The partition of everything about a miner. */
    public static int partitionOf(ActorId miner, int partitions) {
        return (int) (miner.value() % checked(partitions));
    }

    /** The partition of a message lane. */
    public static int partitionOf(Address sender, int partitions) {
        return hash(sender.toString(), partitions);
    }

    /** The partition of a node, by its name. */
    public static int partitionOfNode(String node, int partitions) {
        return hash(node, partitions);
    }

    /** The miner that a key names: {@code f01000}, {@code f01000/17} or {@code f01000/3/0}, in canonical form. */
    public static ActorId minerOf(String key) {
        String head = head(key);
        ActorId miner;
        try {
            miner = ActorId.parse(head);
        } catch (CodecException e) {
            throw new IllegalArgumentException("key \"" + key + "\" does not begin with a miner such as f01000", e);
        }
        if (!miner.toString().equals(head)) {
            throw new IllegalArgumentException("key \"" + key + "\" is not canonical; its miner is written " + miner);
        }
        return miner;
    }

    private static Address laneOf(String key) {
        Address sender;
        try {
            sender = Address.parse(key);
        } catch (CodecException e) {
            throw new IllegalArgumentException("key \"" + key + "\" is not the address of a sender", e);
        }
        if (!sender.isKey()) {
            throw new IllegalArgumentException(
                    "key \"" + key + "\" is not a robust key address; lanes are named by f1, f3 or f4 addresses");
        }
        return sender;
    }

    private static String nodeOf(String key) {
        String node = head(key);
        if (node.isBlank()) {
            throw new IllegalArgumentException("key \"" + key + "\" names no node");
        }
        return node;
    }

    private static String head(String key) {
        int slash = key.indexOf('/');
        return slash < 0 ? key : key.substring(0, slash);
    }

    private static int hash(String text, int partitions) {
        return Utils.toPositive(Utils.murmur2(text.getBytes(StandardCharsets.UTF_8))) % checked(partitions);
    }

    private static int checked(int partitions) {
        if (partitions < 1) {
            throw new IllegalArgumentException(partitions + " partitions");
        }
        return partitions;
    }
}
