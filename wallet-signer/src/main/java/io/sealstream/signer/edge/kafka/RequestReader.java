package io.sealstream.signer.edge.kafka;

import io.sealstream.schemas.AvroDecoder;
import io.sealstream.schemas.Decoded;
import io.sealstream.schemas.Partitions;
import io.sealstream.schemas.Topics;
import io.sealstream.schemas.avro.SignMessage;
import io.sealstream.signer.domain.Shown;
import io.sealstream.signer.domain.SigningRecord;
import io.sealstream.signer.domain.SigningRequest;
import io.sealstream.signer.wire.SignRecords;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Tells what a record of {@code sign.request} asks for, or why it is no request. Whoever may write the topic may have written anything. */
final class RequestReader {
    /** Longest text of a request, in characters: answers and record repeat it, and an answer must fit into its topic. */
    static final int MAX_TEXT = 1_000;
    /** A compressed record may be far longer than its topic allows. What is shorter, and yet too long for the chain, is refused by the record. */
    static final int MAX_MESSAGE_BYTES = 1 << 20;

    private final AvroDecoder decoder;
    private final int partitions;

    /** @param partitions N of the cluster */
    RequestReader(AvroDecoder decoder, int partitions) {
        this.decoder = decoder;
        this.partitions = partitions;
    }

    /** What a record turns out to be. */
    sealed interface Read {
        record Request(SigningRequest request) implements Read {}

        /** It belongs in {@code dead.letter}. */
        record NoRequest(String reason) implements Read {}
    }

    Read read(ConsumerRecord<byte[], byte[]> record) {
        return switch (decoder.read(record)) {
            case Decoded.Value(SpecificRecord value) -> read(record, (SignMessage) value);
            case Decoded.Tombstone() -> new Read.NoRequest("a request without a value");
            case Decoded.Unreadable(String reason) -> new Read.NoRequest(reason);
        };
    }

    private Read read(ConsumerRecord<byte[], byte[]> record, SignMessage request) {
        return misplaced(record, request).or(() -> unfit(request)).<Read>map(Read.NoRequest::new)
                .orElseGet(() -> new Read.Request(SignRecords.request(request)));
    }

    private Optional<String> misplaced(ConsumerRecord<byte[], byte[]> record, SignMessage request) {
        String key = key(record.key());
        if (!key.equals(request.getSender())) {
            return Optional.of("its key '" + Shown.of(key) + "' is not its sender " + Shown.of(request.getSender()));
        }
        return Partitions.belongs(Topics.SIGN_REQUEST, key, record.partition(), partitions)
                ? Optional.empty()
                : Optional.of("sender " + Shown.of(key) + " does not belong in partition " + record.partition() + " of "
                        + partitions);
    }

    private static Optional<String> unfit(SignMessage request) {
        if (request.getRequestId().isBlank()) {
            return Optional.of("its requestId is empty; a request is answered by its id");
        }
        return tooLong("requestId", request.getRequestId()).or(() -> tooLong("intent", request.getIntent()))
                .or(() -> tooLong("cid", request.getCid())).or(() -> tooLong(request.getMessage()));
    }

    private static Optional<String> tooLong(String what, String text) {
        return text.length() <= MAX_TEXT
                ? Optional.empty()
                : Optional.of("its " + what + " has " + text.length() + " characters; the signer takes at most " + MAX_TEXT);
    }

    private static Optional<String> tooLong(ByteBuffer message) {
        return message.remaining() <= MAX_MESSAGE_BYTES
                ? Optional.empty()
                : Optional.of("its message has " + message.remaining() + " bytes; the chain takes at most "
                        + SigningRecord.MAX_MESSAGE_BYTES);
    }

    /** The key of a record as text; empty where there is none. */
    static String key(byte @Nullable [] key) {
        return key == null ? "" : new String(key, StandardCharsets.UTF_8);
    }
}
