package io.sealstream.signer.edge.kafka;

import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.Message;
import io.sealstream.schemas.Fingerprint;
import io.sealstream.schemas.Partitions;
import io.sealstream.schemas.Serdes;
import io.sealstream.schemas.Topics;
import io.sealstream.schemas.avro.ChainHead;
import io.sealstream.schemas.avro.SignMessage;
import io.sealstream.schemas.avro.SignatureMade;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.function.IntFunction;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * What somebody with the right to write {@code sign.request} may put there: garbage, changed and misplaced requests, records of other
 * topics, fields of every length. None of it asks for another signature than one of {@link #message}.
 */
final class HostileRecords {
    private static final int HUGE = 900_000;

    private final Random random;
    private final Serdes serdes;
    private final int partitions;
    private final Message message;

    /** @param message the only one that anything here may ask for */
    HostileRecords(Random random, Serdes serdes, int partitions, Message message) {
        this.random = random;
        this.serdes = serdes;
        this.partitions = partitions;
        this.message = message;
    }

    /** Some of every kind. */
    List<ProducerRecord<byte[], byte[]>> some(int each) {
        List<IntFunction<ProducerRecord<byte[], byte[]>>> kinds = List.of(this::garbage, this::flipped, this::cut,
                this::ofAnotherTopic,
                this::misplaced, this::underAnotherKey, this::headed, this::lying, this::withoutValue, this::contradicting);
        List<ProducerRecord<byte[], byte[]>> all = new ArrayList<>();
        for (IntFunction<ProducerRecord<byte[], byte[]>> kind : kinds) {
            for (int i = 0; i < each; i++) {
                all.add(kind.apply(i));
            }
        }
        all.addAll(huge());
        return all;
    }

    private SignMessage.Builder request(String id) {
        return SignMessage.newBuilder(LoopUnderTest.request(id, message));
    }

    private Headers headers() {
        Headers headers = new RecordHeaders();
        serdes.encoder().serialize(Topics.SIGN_REQUEST.name(), headers, request("h").build());
        return headers;
    }

    private byte[] encoded(SignMessage request) {
        return Objects.requireNonNull(serdes.encoder().serialize(Topics.SIGN_REQUEST.name(), request));
    }

    private byte[] sender() {
        return message.from().toString().getBytes(StandardCharsets.UTF_8);
    }

    private int lane() {
        return Partitions.partitionOf(message.from(), partitions);
    }

    private ProducerRecord<byte[], byte[]> record(int partition, byte[] key, byte[] value, Headers headers) {
        return new ProducerRecord<>(Topics.SIGN_REQUEST.name(), partition, key, value, headers);
    }

    private ProducerRecord<byte[], byte[]> inLane(byte[] value) {
        return record(lane(), sender(), value, headers());
    }

    private byte[] bytes(int most) {
        byte[] bytes = new byte[random.nextInt(most)];
        random.nextBytes(bytes);
        return bytes;
    }

    private ProducerRecord<byte[], byte[]> garbage(int i) {
        byte[] value = bytes(200);
        if (i % 2 == 0 && value.length > 0) {
            value[0] = 0;
        }
        return record(random.nextInt(partitions), random.nextBoolean() ? sender() : bytes(50), value,
                i % 3 == 0 ? headers() : new RecordHeaders());
    }

    private ProducerRecord<byte[], byte[]> flipped(int i) {
        byte[] value = encoded(request("flipped" + i).build());
        for (int flips = 1 + random.nextInt(4); flips > 0; flips--) {
            value[random.nextInt(value.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return inLane(value);
    }

    private ProducerRecord<byte[], byte[]> cut(int i) {
        byte[] value = encoded(request("cut" + i).build());
        return inLane(Arrays.copyOf(value, random.nextInt(value.length + 20)));
    }

    private ProducerRecord<byte[], byte[]> ofAnotherTopic(int i) {
        Headers headers = new RecordHeaders();
        byte[] value = i % 2 == 0
                ? serdes.encoder().serialize(Topics.SIGN_RESULT.name(), headers,
                        new SignatureMade("other" + i, message.from().toString(), message.cid().toString(), 2,
                                ByteBuffer.wrap(bytes(100))))
                : serdes.encoder().serialize(Topics.MESSAGE_HEAD.name(), headers,
                        new ChainHead(1L, 1L, List.of(), "0", 1L, null));
        return record(lane(), sender(), Objects.requireNonNull(value), i % 3 == 0 ? headers() : headers);
    }

    private ProducerRecord<byte[], byte[]> misplaced(int i) {
        return record((lane() + 1 + random.nextInt(partitions - 1)) % partitions, sender(),
                encoded(request("misplaced" + i).build()), headers());
    }

    @SuppressWarnings("NullAway") // a record may have no key
    private ProducerRecord<byte[], byte[]> underAnotherKey(int i) {
        byte[] value = encoded(request("key" + i).build());
        return switch (i % 3) {
            case 0 -> record(lane(), null, value, headers());
            case 1 -> record(lane(), bytes(60), value, headers());
            default -> record(lane(), Address.id(random.nextInt(5_000)).toString().getBytes(StandardCharsets.UTF_8),
                    encoded(request("id" + i).setSender("f0" + i).build()), headers());
        };
    }

    /** With headers that name another schema, none, or nothing at all. */
    private ProducerRecord<byte[], byte[]> headed(int i) {
        Headers headers = i % 2 == 0 ? headers() : new RecordHeaders();
        headers.add(Fingerprint.HEADER, i % 3 == 0 ? "0123456789abcdef".getBytes(StandardCharsets.US_ASCII) : bytes(40));
        headers.add("huge", bytes(10_000));
        byte[] value = encoded(request("headed" + i).setCid("another cid").build());
        ByteBuffer.wrap(value).putInt(1, random.nextInt());
        return record(lane(), sender(), value, headers);
    }

    /** Lengths that promise more than there is. */
    private ProducerRecord<byte[], byte[]> lying(int i) {
        long[] lengths = { Integer.MAX_VALUE - 9L, Integer.MAX_VALUE, -1, Long.MIN_VALUE, 1L << 40, 200_000_000};
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(Arrays.copyOf(encoded(request("lying" + i).build()), 5));
        BinaryEncoder avro = EncoderFactory.get().directBinaryEncoder(out, null);
        try {
            if (i % 2 == 0) {
                avro.writeString("lying" + i);
                avro.writeString(message.from().toString());
                avro.writeString("intent");
                avro.writeLong(0);
            }
            avro.writeLong(lengths[i % lengths.length]);
            avro.flush();
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        out.writeBytes(bytes(30));
        return inLane(out.toByteArray());
    }

    @SuppressWarnings("NullAway") // a tombstone
    private ProducerRecord<byte[], byte[]> withoutValue(int i) {
        return record(random.nextInt(partitions), i % 2 == 0 ? sender() : bytes(20), null, headers());
    }

    /** Requests that decode, with a message that is changed, empty or long, under the CID of the good one. */
    private ProducerRecord<byte[], byte[]> contradicting(int i) {
        byte[] changed = message.toCbor();
        changed[random.nextInt(changed.length)] ^= (byte) (1 + random.nextInt(255));
        byte[] bytes = i % 3 == 0 ? bytes(100_000) : changed;
        return inLane(encoded(request("contradicting" + i).setMessage(ByteBuffer.wrap(bytes)).build()));
    }

    /** As long as a record may be, in each of its parts. */
    private List<ProducerRecord<byte[], byte[]>> huge() {
        String text = "é\n".repeat(HUGE / 3);
        byte[] noText = new byte[HUGE];
        Arrays.fill(noText, (byte) 0xff);
        return List.of(inLane(encoded(request(text).build())), inLane(encoded(request("huge 1").setIntent(text).build())),
                inLane(encoded(request("huge 2").setCid(text).build())),
                inLane(encoded(request("huge 3").setSender(text).build())),
                inLane(encoded(request("huge 4").setMessage(ByteBuffer.wrap(noText)).build())), inLane(noText),
                record(lane(), noText, new byte[]{ 1}, headers()),
                record(lane(), Arrays.copyOf(noText, HUGE / 2), Arrays.copyOf(noText, HUGE / 2), headers()),
                inLane(encoded(request("").build())));
    }

    /** Short on the wire, long in memory. To be compressed. */
    List<ProducerRecord<byte[], byte[]>> bombs() {
        byte[] zeros = new byte[20_000_000];
        return List.of(inLane(zeros), inLane(encoded(request("bomb").setMessage(ByteBuffer.wrap(zeros)).build())),
                inLane(encoded(request("bomb id".repeat(2_000_000)).build())),
                record(lane(), new byte[20_000_000], new byte[]{ 0}, headers()));
    }
}
