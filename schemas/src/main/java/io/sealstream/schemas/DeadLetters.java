package io.sealstream.schemas;

import io.sealstream.schemas.avro.DeadLetter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Builds the record that keeps what could not be read or handled, with its origin. */
public final class DeadLetters {
    /** Longer keys and values are cut, so that the letter itself fits into a topic (1 MiB by default). */
    static final int MAX_KEY_BYTES = 16 * 1024;
    static final int MAX_VALUE_BYTES = 900 * 1024;
    private static final int MAX_REASON = 4_000;
    private static final int MAX_SHOWN_KEY = 120;

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

    /**
     * The key under which the letter for a record stands, and whatever else repeats that of a stranger's record: printable ASCII of at most
     * 120 characters, and {@code ...} where more is left out. A key as long as a record may be would make the letter too large for its
     * topic, and its writer would try for ever. The letter itself has the bytes.
     */
    public static String key(byte @Nullable [] key) {
        byte[] bytes = key == null ? new byte[0] : key;
        // Four bytes are the most that one character takes: nothing beyond these is shown.
        String text = new String(bytes, 0, Math.min(bytes.length, 4 * (MAX_SHOWN_KEY + 1)), StandardCharsets.UTF_8);
        String shown = text.length() <= MAX_SHOWN_KEY ? text : text.substring(0, MAX_SHOWN_KEY) + "...";
        return shown.replaceAll("[^\\x20-\\x7e]", "?");
    }

    private static @Nullable ByteBuffer cut(String what, byte @Nullable [] bytes, int most, StringBuilder why) {
        if (bytes == null || bytes.length <= most) {
            return bytes == null ? null : ByteBuffer.wrap(bytes);
        }
        why.append(" (%s cut from %d to %d bytes)".formatted(what, bytes.length, most));
        return ByteBuffer.wrap(Arrays.copyOf(bytes, most));
    }
}
