package io.sealstream.signer.edge.kafka;

import io.sealstream.schemas.AvroDecoder;
import io.sealstream.schemas.Decoded;
import io.sealstream.schemas.Topics;
import io.sealstream.schemas.avro.ChainHead;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the chain stands, by the heads that the lanes go by too: {@code message.head} has each of them in every partition, so one partition
 * is enough. Written by the manager alone.
 */
final class NewestHead {
    static final TopicPartition PLACE = new TopicPartition(Topics.MESSAGE_HEAD.name(), 0);
    private static final Logger LOGGER = LoggerFactory.getLogger(NewestHead.class);
    /** A head takes two offsets, its record and the marker of its transaction; those of broken-off transactions may lie between. */
    private static final long LOOK_BACK = 50;
    private static final Duration POLL = Duration.ofMillis(500);

    private final AvroDecoder decoder;
    private @Nullable ChainHead newest;

    NewestHead(AvroDecoder decoder) {
        this.decoder = decoder;
    }

    /** Reads the heads that are there, and leaves the consumer behind them: no request may be judged by an older one. */
    void catchUp(Consumer<byte[], byte[]> consumer, Duration patience) {
        consumer.assign(List.of(PLACE));
        long begin = consumer.beginningOffsets(List.of(PLACE), patience).getOrDefault(PLACE, 0L);
        long end = consumer.endOffsets(List.of(PLACE), patience).getOrDefault(PLACE, 0L);
        consumer.seek(PLACE, Math.max(begin, end - LOOK_BACK));
        for (long polls = patience.dividedBy(POLL); consumer.position(PLACE, patience) < end; polls--) {
            if (polls == 0) {
                throw new TimeoutException("reading " + PLACE + " makes no progress");
            }
            consumer.poll(POLL).forEach(this::hear);
        }
    }

    /** Takes a record of {@link #PLACE}. Heads that are repeated are older than the newest by their sequence. */
    void hear(ConsumerRecord<byte[], byte[]> record) {
        switch (decoder.read(record)) {
            case Decoded.Value(SpecificRecord value) -> take((ChainHead) value);
            case Decoded.Tombstone() -> ignored(record, "no value");
            case Decoded.Unreadable(String reason) -> ignored(record, reason);
        }
    }

    private void take(ChainHead head) {
        if (newest == null || head.getSequence() > newest.getSequence()) {
            newest = head;
        }
    }

    private static void ignored(ConsumerRecord<byte[], byte[]> record, String reason) {
        LOGGER.atWarn().addKeyValue("topic", record.topic()).addKeyValue("partition", record.partition())
                .addKeyValue("offset", record.offset()).addKeyValue("reason", reason)
                .log("Record is no head; the one before counts");
    }

    /** Its epoch; empty while no head is known. */
    OptionalLong epoch() {
        return newest == null ? OptionalLong.empty() : OptionalLong.of(newest.getEpoch());
    }
}
