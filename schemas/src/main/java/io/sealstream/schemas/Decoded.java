package io.sealstream.schemas;

import org.apache.avro.specific.SpecificRecord;

/** What a record's value turned out to be. */
public sealed interface Decoded {
    /** A record of its topic. */
    record Value(SpecificRecord record) implements Decoded {}

    /** No value: the key is gone. */
    record Tombstone() implements Decoded {}

    /** Not readable, and never will be: belongs in {@code dead.letter}. */
    record Unreadable(String reason) implements Decoded {}
}
