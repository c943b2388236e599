package io.sealstream.schemas;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.util.Map;
import java.util.Objects;
import org.apache.avro.Schema;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/** Serdes of others as we meet them: made by name, told what to do by properties. They know one record and one id, 0x4d. */
public final class OtherSerdes {
    private static final int ID = 0x4d;

    private OtherSerdes() {}

    /** As a registry's client reports an answer that is an error. */
    public static final class AnsweredException extends Exception {
        private static final long serialVersionUID = 1L;
        private final int code;

        AnsweredException(int code) {
            super("error code " + code);
            this.code = code;
        }

        public int getStatus() { return code < 1_000 ? code : code / 100; }

        public int getErrorCode() { return code; }
    }

    private static void fail(String how) {
        switch (how) {
            case "never" -> {
                // Works.
            }
            case "silent" -> throw new SerializationException("failed", new IOException(new ConnectException("nobody")));
            case "short" -> throw new SerializationException("failed", new EOFException());
            case "bug" -> throw new SerializationException("failed", new ArrayIndexOutOfBoundsException(3));
            default -> throw new SerializationException("failed", new AnsweredException(Integer.parseInt(how)));
        }
    }

    private static String told(Map<String, ?> properties) {
        Objects.requireNonNull(properties.get("schema.registry.url"), "schema.registry.url");
        return String.valueOf(properties.containsKey("fail") ? properties.get("fail") : "never");
    }

    /** Writes. */
    public static final class Writing implements Serializer<Object> {
        private String fail = "never";

        @Override
        public void configure(Map<String, ?> properties, boolean isKey) {
            fail = told(properties);
        }

        @Override
        public byte[] serialize(String topic, @Nullable Object value) {
            fail(fail);
            SpecificRecord record = (SpecificRecord) Objects.requireNonNull(value);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            out.writeBytes(new byte[]{ 0, 0, 0, 0, ID});
            try {
                new SpecificDatumWriter<SpecificRecord>(record.getSchema()).write(record,
                        EncoderFactory.get().directBinaryEncoder(out, null));
            } catch (IOException e) {
                throw new SerializationException(e);
            }
            return out.toByteArray();
        }
    }

    /** Reads, as the record whose class is named by property {@code record}. */
    public static final class Reading implements Deserializer<Object> {
        private String fail = "never";
        private String record = "";

        @Override
        public void configure(Map<String, ?> properties, boolean isKey) {
            fail = told(properties);
            record = String.valueOf(properties.get("record"));
        }

        @Override
        public Object deserialize(String topic, byte @Nullable [] data) {
            fail(fail);
            if (record.equals("text")) {
                return "some text";
            }
            byte[] bytes = Objects.requireNonNull(data);
            try {
                Schema schema = SpecificData.get().getSchema(Class.forName(record));
                return new SpecificDatumReader<SpecificRecord>(schema).read(null,
                        DecoderFactory.get().binaryDecoder(bytes, 5, bytes.length - 5, null));
            } catch (IOException | ClassNotFoundException e) {
                throw new SerializationException(e);
            }
        }
    }
}
