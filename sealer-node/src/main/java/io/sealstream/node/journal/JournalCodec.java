package io.sealstream.node.journal;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import io.sealstream.filecoin.ActorId;
import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.filecoin.Cid;
import io.sealstream.filecoin.SectorId;
import io.sealstream.node.domain.Outcome;
import io.sealstream.node.domain.Work;
import java.io.IOException;
import java.util.function.Function;

/** A journal line as one line of JSON and back. Unknown fields are ignored, so that an older journal stays readable. */
final class JournalCodec {
    private static final ObjectMapper MAPPER = mapper();

    private JournalCodec() {}

    static String encode(JournalLine line) {
        try {
            return MAPPER.writerFor(JournalLine.class).writeValueAsString(line);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a journal line cannot be written as JSON: " + line, e);
        }
    }

    static JournalLine decode(String text) throws JsonProcessingException {
        return MAPPER.readValue(text, JournalLine.class);
    }

    private static ObjectMapper mapper() {
        SimpleModule values = new SimpleModule();
        text(values, Cid.class, Cid::toString, Cid::parse);
        text(values, Bytes.class, Bytes::toBase64, Bytes::fromBase64);
        text(values, ActorId.class, ActorId::toString, ActorId::parse);
        text(values, SectorId.class, SectorId::toString, SectorId::parse);
        text(values, ChainEpoch.class, epoch -> Long.toString(epoch.value()), text -> ChainEpoch.of(Long.parseLong(text)));
        return JsonMapper.builder().addModule(values).disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .addMixIn(JournalLine.class, LineNames.class).addMixIn(Work.class, WorkNames.class)
                .addMixIn(Outcome.class, OutcomeNames.class).build();
    }

    private static <T> void text(SimpleModule module, Class<T> type, Function<T, String> write, Function<String, T> read) {
        module.addSerializer(type, new StdSerializer<T>(type) {
            private static final long serialVersionUID = 1L;

            @Override
            public void serialize(T value, JsonGenerator json, SerializerProvider provider) throws IOException {
                json.writeString(write.apply(value));
            }
        });
        module.addDeserializer(type, new StdDeserializer<T>(type) {
            private static final long serialVersionUID = 1L;

            @Override
            public T deserialize(JsonParser json, DeserializationContext context) throws IOException {
                return read.apply(json.getText());
            }
        });
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "line")
    @JsonSubTypes({ @JsonSubTypes.Type(value = JournalLine.Taken.class, name = "taken"),
        @JsonSubTypes.Type(value = JournalLine.Finished.class, name = "finished"),
        @JsonSubTypes.Type(value = JournalLine.Dropped.class, name = "dropped"),
        @JsonSubTypes.Type(value = JournalLine.Saved.class, name = "saved"),
        @JsonSubTypes.Type(value = JournalLine.Cleared.class, name = "cleared"),
        @JsonSubTypes.Type(value = JournalLine.Started.class, name = "started"),
        @JsonSubTypes.Type(value = JournalLine.Requested.class, name = "requested"),
        @JsonSubTypes.Type(value = JournalLine.Answered.class, name = "answered")})
    private interface LineNames {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "step")
    @JsonSubTypes({ @JsonSubTypes.Type(value = Work.Prepare.class, name = "prepare"),
        @JsonSubTypes.Type(value = Work.Seal.class, name = "seal"),
        @JsonSubTypes.Type(value = Work.Persist.class, name = "persist"),
        @JsonSubTypes.Type(value = Work.Prove.class, name = "prove"),
        @JsonSubTypes.Type(value = Work.Finalize.class, name = "finalize"),
        @JsonSubTypes.Type(value = Work.WindowPoSt.class, name = "windowPoSt"),
        @JsonSubTypes.Type(value = Work.Aggregate.class, name = "aggregate")})
    private interface WorkNames {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "outcome")
    @JsonSubTypes({ @JsonSubTypes.Type(value = Outcome.Prepared.class, name = "prepared"),
        @JsonSubTypes.Type(value = Outcome.Sealed.class, name = "sealed"),
        @JsonSubTypes.Type(value = Outcome.Persisted.class, name = "persisted"),
        @JsonSubTypes.Type(value = Outcome.Proved.class, name = "proved"),
        @JsonSubTypes.Type(value = Outcome.Finalized.class, name = "finalized"),
        @JsonSubTypes.Type(value = Outcome.PartitionProved.class, name = "partitionProved"),
        @JsonSubTypes.Type(value = Outcome.Aggregated.class, name = "aggregated"),
        @JsonSubTypes.Type(value = Outcome.Failed.class, name = "failed")})
    private interface OutcomeNames {}
}
