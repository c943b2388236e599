package io.sealstream.schemas;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;

/**
 * One topic: its name, how its keys choose a partition, which records it carries and how long they are kept.
 *
 * @param name      topic name
 * @param keys      how a key names its partition
 * @param records   every record type that may stand in the topic (TopicRecordNameStrategy: one subject each)
 * @param retention how long records are kept
 * @param events    true for a log of facts: its schemas evolve BACKWARD_TRANSITIVE, all others FULL_TRANSITIVE
 */
public record Topic(String name, KeyKind keys, List<Class<? extends SpecificRecord>> records, Retention retention,
        boolean events) {

    public Topic {
        records = List.copyOf(records);
    }

    /** How the text key of a record names its partition. */
    public enum KeyKind {
        /** {@code f01000}, {@code f01000/17}, {@code f01000/3/0}: actor id modulo N. */
        MINER,
        /** A robust key address in canonical {@code f} form: hash of the text modulo N. */
        LANE,
        /** {@code node} or {@code node/task}: hash of the node's name modulo N. */
        NODE,
        /** The writer names the partition itself (replies, heads). */
        EXPLICIT,
        /** The topic has one partition. */
        SINGLE
    }

    /** How long records stay: for ever, for a time, or the newest one of each key. */
    public sealed interface Retention {
        /** Facts: never deleted. */
        record Forever() implements Retention {}

        /** Deleted after {@code time}. */
        record For(Duration time) implements Retention {}

        /** Only the newest record of each key is kept; with {@code time}, and that one only so long. */
        record Compacted(Optional<Duration> time) implements Retention {}
    }
}
