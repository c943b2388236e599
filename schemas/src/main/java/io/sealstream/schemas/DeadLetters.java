package io.sealstream.schemas;

import io.sealstream.schemas.avro.DeadLetter;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Builds the record that keeps what could not be read or handled, with its origin. */
public final class DeadLetters {
    /** Longer keys and values are cut, so that the letter itself fits into a topic (1 MiB by default). */
    static final int MAX_KEY_BYTES = 16 * 1024;
    static final int MAX_VALUE_BYTES = 900 * 1024;
    private static final int MAX_REASON = 4_000;

    private DeadLetters() {}

    /** The letter for a record as it was consumed. */
    public static DeadLetter of(ConsumerRecord<byte[], byte[]> record, String reason) {
        return of(record.topic(), record.partition(), record.offset(), record.key(), record.value(), reason);
    }

    /** The letter for a record given in parts. It goes to the partition of its source, modulo the partitions of {@code dead.letter}. */
    public static DeadLetter of(String topic, int partition, long offset, byte @Nullable [] key, byte @Nullable [] value,
            String reason) {
        StringBuilder why = new StringBuilder(reason.length() > MAX_REASON ? reason.substring(0, MAX_REASON) : reason);
        return DeadLetter.newBuilder().setTopic(topic).setPartition(partition).setOffset(offset)
                .setKey(cut("key", key, MAX_KEY_BYTES, why)).setValue(cut("value", value, MAX_VALUE_BYTES, why))
                .setReason(why.toString())
                .build();
    }

    private static @Nullable ByteBuffer cut(String what, byte @Nullable [] bytes, int most, StringBuilder why) {
        if (bytes == null || bytes.length <= most) {
            return bytes == null ? null : ByteBuffer.wrap(bytes);
        }
        why.append(" (%s cut from %d to %d bytes)".formatted(what, bytes.length, most));
        return ByteBuffer.wrap(Arrays.copyOf(bytes, most));
    }
}
