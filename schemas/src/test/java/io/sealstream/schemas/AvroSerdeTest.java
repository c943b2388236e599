package io.sealstream.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealstream.schemas.avro.ChainHead;
import io.sealstream.schemas.avro.DeadLetter;
import io.sealstream.schemas.avro.Meta;
import io.sealstream.schemas.avro.Reply;
import io.sealstream.schemas.avro.TicketAssigned;
import io.sealstream.schemas.registry.RegistryException;
import io.sealstream.schemas.registry.RegistryRefusedException;
import io.sealstream.schemas.registry.RegistryUnavailableException;
import io.sealstream.schemas.registry.UnusableSchemaException;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.Serde;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class AvroSerdeTest {
    private static final Reply REPLY = Reply.newBuilder().setClient("n1").setNumber(3).setOk(true).setValue("{}").setError("")
            .build();
    /** Encoded by hand from the Avro specification: strings with zig-zag lengths, long 3 as 06, true as 01. */
    private static final String REPLY_HEX = "04" + "6e31" + "06" + "01" + "04" + "7b7d" + "00";

    private final MemoryRegistry registry = new MemoryRegistry();
    private final Serdes serdes = new Serdes(registry, true);
    private final Serde<SpecificRecord> any = serdes.any();
    private final Headers headers = new RecordHeaders();

    @Test
    void shouldWriteTheConfluentWireFormatAndTheFingerprint() {
        byte[] bytes = any.serializer().serialize("reply", headers, REPLY);
        assertThat(bytes).asHexString().isEqualToIgnoringCase("00" + "00000001" + REPLY_HEX);
        assertThat(registry.subjects()).containsExactly("reply-io.sealstream.schemas.avro.Reply");
        assertThat(new String(headers.lastHeader("schema.fp").value(), StandardCharsets.US_ASCII))
                .isEqualTo(Fingerprint.of(Reply.getClassSchema()).toString()).hasSize(16);
        assertThat(any.deserializer().deserialize("reply", headers, bytes)).isEqualTo(REPLY);
    }

    /** Bytes of Confluent's Python AvroSerializer (confluent-kafka 2.16.0) for the recorded schemas. */
    @Test
    void shouldAgreeWithConfluentsPythonClientByteForByte() {
        Reply reply = Reply.newBuilder().setClient("n1").setNumber(-7_000_000_000L).setOk(true)
                .setValue("{\"sector\":17,\"ä\":\"€\"}")
                .setError("").build();
        TicketAssigned ticket = TicketAssigned.newBuilder()
                .setMeta(Meta.newBuilder().setSequence(1).setEpoch(100).setCause("test").build()).setMiner("f01002").setSector(17)
                .setTicketEpoch(90).setTicket(ByteBuffer.wrap(new byte[]{ 1, 2, (byte) 0xff})).build();
        golden("reply", reply, "0000000001046e31ff97dc933401307b22736563746f72223a31372c22c3a4223a22e282ac227d00");
        golden("sector.event", ticket, "000000000202c80108746573740c66303130303222b401060102ff");
    }

    private void golden(String topic, SpecificRecord record, String hex) {
        byte[] bytes = any.serializer().serialize(topic, headers, record);
        assertThat(HexFormat.of().formatHex(bytes)).isEqualTo(hex);
        assertThat(any.deserializer().deserialize(topic, HexFormat.of().parseHex(hex))).isEqualTo(record);
    }

    @Test
    void shouldReplaceTheFingerprintOfAnotherRecord() {
        headers.add("schema.fp", "0123456789abcdef".getBytes(StandardCharsets.US_ASCII));
        byte[] bytes = any.serializer().serialize("reply", headers, REPLY);
        assertThat(headers.headers("schema.fp")).hasSize(1);
        assertThat(any.deserializer().deserialize("reply", headers, bytes)).isEqualTo(REPLY);
    }

    @Test
    void shouldReadWithoutTheRegistryWhatTheJarKnows() {
        byte[] bytes = any.serializer().serialize("reply", headers, REPLY);
        registry.down(true);
        AvroDecoder elsewhere = new Serdes(registry, false).decoder();
        assertThat(elsewhere.deserialize("reply", headers, bytes)).isEqualTo(REPLY);
    }

    @Test
    void shouldNeedTheRegistryForRecordsWithoutAFingerprint() {
        byte[] bytes = any.serializer().serialize("reply", REPLY);
        AvroDecoder elsewhere = new Serdes(registry, false).decoder();
        registry.down(true);
        assertThatThrownBy(() -> elsewhere.deserialize("reply", bytes)).isInstanceOf(RegistryUnavailableException.class);
        registry.down(false);
        assertThat(elsewhere.deserialize("reply", bytes)).isEqualTo(REPLY);
        int asked = registry.calls();
        assertThat(elsewhere.deserialize("reply", bytes)).isEqualTo(REPLY);
        assertThat(registry.calls()).isEqualTo(asked);
    }

    @Test
    void shouldReadRecordsOfANewerWriter() throws Exception {
        SchemaBuilder.FieldAssembler<Schema> fields = SchemaBuilder.record("Reply").namespace("io.sealstream.schemas.avro")
                .fields()
                .requiredString("client").requiredLong("number").requiredBoolean("ok").requiredString("value")
                .requiredString("error");
        Schema newer = fields.optionalString("hint").endRecord();
        int id = registry.register("reply-io.sealstream.schemas.avro.Reply", newer);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(ByteBuffer.allocate(5).put((byte) 0).putInt(id).array());
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
        new GenericDatumWriter<Object>(newer)
                .write(new GenericRecordBuilder(newer).set("client", "n1").set("number", 3L).set("ok", true)
                        .set("value", "{}").set("error", "").set("hint", "new").build(), encoder);
        encoder.flush();
        Fingerprint.of(newer).putInto(headers);
        assertThat(any.deserializer().deserialize("reply", headers, out.toByteArray())).isEqualTo(REPLY);
    }

    @Test
    void shouldCallBadBytesUndecodable() {
        byte[] good = any.serializer().serialize("reply", headers, REPLY);
        undecodable("not in the Confluent wire format", new byte[0]);
        undecodable("not in the Confluent wire format", "{\"a\":1}".getBytes(StandardCharsets.UTF_8));
        undecodable("the bytes are not a Reply", Arrays.copyOf(good, good.length - 2));
        undecodable("bytes left over", Arrays.copyOf(good, good.length + 1));
        undecodable("the bytes are not a Reply", HexFormat.of().parseHex("0000000001" + "feffffff0f"));
        undecodable("the bytes are not a Reply", HexFormat.of().parseHex("0000000001" + "fcffffff0f"));
        undecodable("the bytes are not a Reply", HexFormat.of().parseHex("0000000001" + "ffffffffffffffffff01"));
    }

    private void undecodable(String message, byte[] bytes) {
        assertThatThrownBy(() -> any.deserializer().deserialize("reply", headers, bytes)).isInstanceOf(UndecodableException.class)
                .hasMessageContaining(message);
        Decoded read = serdes.decoder().read(record("reply", bytes, headers));
        assertThat(read).isInstanceOfSatisfying(Decoded.Unreadable.class, bad -> assertThat(bad.reason()).contains(message));
    }

    @Test
    void shouldCallAnUnknownIdUndecodable() {
        byte[] bytes = HexFormat.of().parseHex("0000000063" + REPLY_HEX);
        assertThatThrownBy(() -> any.deserializer().deserialize("reply", bytes)).isInstanceOf(UndecodableException.class)
                .hasMessageContaining("schema id 99");
    }

    /** A password that has run out must not bury good records as dead letters. */
    @Test
    void shouldNotBlameARecordForWhatTheRegistryRefuses() {
        byte[] bytes = any.serializer().serialize("reply", REPLY);
        AvroDecoder elsewhere = new Serdes(registry, false).decoder();
        registry.refuse(new RegistryRefusedException(40101, "the schema registry refused (40101): who are you"));
        assertThatThrownBy(() -> elsewhere.deserialize("reply", bytes)).isInstanceOf(RegistryUnavailableException.class)
                .hasMessageContaining("schema id 1").hasMessageContaining("who are you");
        registry.refuse(new UnusableSchemaException("the schema of id 1 is of type JSON, not Avro"));
        assertThatThrownBy(() -> elsewhere.deserialize("reply", bytes)).isInstanceOf(UndecodableException.class)
                .hasMessageContaining("type JSON, not Avro");
    }

    @Test
    void shouldNoticeThatTheRegistryWasWiped() {
        registry.register("x", SchemaBuilder.record("Reply").namespace("io.sealstream.schemas.avro").fields().endRecord());
        headers.add("schema.fp", "0123456789abcdef".getBytes(StandardCharsets.US_ASCII));
        byte[] bytes = HexFormat.of().parseHex("0000000001" + REPLY_HEX);
        assertThatThrownBy(() -> any.deserializer().deserialize("reply", headers, bytes)).isInstanceOf(UndecodableException.class)
                .hasMessageContaining("was the registry wiped");
    }

    @Test
    void shouldKeepEachTopicToItsRecords() {
        assertThatThrownBy(() -> any.serializer().serialize("sector.event", headers, REPLY))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Reply does not belong in topic sector.event");
        byte[] bytes = any.serializer().serialize("reply", headers, REPLY);
        assertThatThrownBy(() -> any.deserializer().deserialize("sector.event", headers, bytes))
                .isInstanceOf(UndecodableException.class)
                .hasMessage("record Reply does not belong in topic sector.event");
        assertThatThrownBy(() -> serdes.of(ChainHead.class).deserializer().deserialize("reply", headers, bytes))
                .isInstanceOf(UndecodableException.class).hasMessageContaining("where a ChainHead is wanted");
    }

    @Test
    void shouldRefuseAnUnregisteredSchemaWithoutAutomaticRegistration() {
        Serdes strict = new Serdes(registry, false);
        assertThatThrownBy(() -> strict.any().serializer().serialize("reply", headers, REPLY))
                .isInstanceOf(RegistryException.class)
                .hasMessageContaining("is not registered").hasMessageContaining("topics ensure");
        SchemaRegistration.ensure(registry, Topics.ALL);
        strict.prepare(Topics.ALL);
        registry.down(true);
        assertThat(strict.any().serializer().serialize("reply", headers, REPLY)).isNotEmpty();
    }

    @Test
    void shouldReadTombstones() {
        assertThat(serdes.encoder().serialize("node.task", headers, null)).isNull();
        assertThat(serdes.decoder().deserialize("node.task", headers, (byte[]) null)).isNull();
        assertThat(serdes.decoder().read(record("node.task", null, headers))).isInstanceOf(Decoded.Tombstone.class);
    }

    @Test
    void shouldKeepAnUnreadableRecordWithItsOrigin() {
        DeadLetter letter = DeadLetters.of(new ConsumerRecord<>("reply", 2, 17, new byte[]{ 1}, new byte[]{ 2, 3}), "no good");
        assertThat(letter.getTopic() + letter.getPartition() + letter.getOffset() + letter.getReason())
                .isEqualTo("reply217no good");
        assertThat(letter.getValue()).isEqualTo(ByteBuffer.wrap(new byte[]{ 2, 3}));
        DeadLetter huge = DeadLetters.of("reply", 0, 0, null, new byte[DeadLetters.MAX_VALUE_BYTES + 5], "no good");
        assertThat(huge.getValue().remaining()).isEqualTo(DeadLetters.MAX_VALUE_BYTES);
        assertThat(huge.getReason()).contains("value cut from " + (DeadLetters.MAX_VALUE_BYTES + 5));
        assertThat(huge.getKey()).isNull();
    }

    @Test
    void shouldShowKeysOfDeadLettersInOneShortLine() {
        assertThat(DeadLetters.key(null)).isEmpty();
        assertThat(DeadLetters.key("f01000/3/0".getBytes(StandardCharsets.UTF_8))).isEqualTo("f01000/3/0");
        assertThat(DeadLetters.key("a\nb\u00e9\u001b".getBytes(StandardCharsets.UTF_8))).isEqualTo("a?b??");
        assertThat(DeadLetters.key("x".repeat(120).getBytes(StandardCharsets.UTF_8))).isEqualTo("x".repeat(120));
        assertThat(DeadLetters.key("\u20ac".repeat(900_000).getBytes(StandardCharsets.UTF_8))).isEqualTo("?".repeat(120) + "...");
        byte[] noText = new byte[20_000_000];
        Arrays.fill(noText, (byte) 0xff);
        assertThat(DeadLetters.key(noText)).isEqualTo("?".repeat(120) + "...");
    }

    private static ConsumerRecord<byte[], byte[]> record(String topic, byte @Nullable [] value, Headers headers) {
        return new ConsumerRecord<>(topic, 0, 0, 0, TimestampType.CREATE_TIME, 0, 0, null, value, headers,
                Optional.empty());
    }
}
