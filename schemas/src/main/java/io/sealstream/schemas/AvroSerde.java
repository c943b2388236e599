package io.sealstream.schemas;

import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/** A Kafka serde of one record type, or of all of them. The codecs behind it are shared, so closing it closes nothing. */
public final class AvroSerde<T extends SpecificRecord> implements Serde<T> {
    private final Serializer<T> serializer;
    private final Deserializer<T> deserializer;

    AvroSerde(Class<T> type, AvroEncoder encoder, AvroDecoder decoder) {
        this.serializer = new Writing<>(encoder);
        this.deserializer = new Reading<>(type, decoder);
    }

    @Override
    public Serializer<T> serializer() {
        return serializer;
    }

    @Override
    public Deserializer<T> deserializer() {
        return deserializer;
    }

    private record Writing<T extends SpecificRecord>(AvroEncoder encoder) implements Serializer<T> {
        @Override
        public byte @Nullable [] serialize(String topic, @Nullable T record) {
            return encoder.serialize(topic, record);
        }

        @Override
        public byte @Nullable [] serialize(String topic, Headers headers, @Nullable T record) {
            return encoder.serialize(topic, headers, record);
        }
    }

    private record Reading<T extends SpecificRecord>(Class<T> type, AvroDecoder decoder) implements Deserializer<T> {
        @Override
        public @Nullable T deserialize(String topic, byte @Nullable [] data) {
            return cast(topic, decoder.deserialize(topic, data));
        }

        @Override
        public @Nullable T deserialize(String topic, Headers headers, byte @Nullable [] data) {
            return cast(topic, decoder.deserialize(topic, headers, data));
        }

        private @Nullable T cast(String topic, @Nullable SpecificRecord record) {
            if (record != null && !type.isInstance(record)) {
                throw new UndecodableException(
                        "record " + record.getSchema().getName() + " in " + topic + " where a " + type.getSimpleName()
                                + " is wanted");
            }
            return type.cast(record);
        }
    }
}
