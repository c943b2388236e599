package io.sealstream.manager.wire;

import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.BitField;
import io.sealstream.filecoin.Cid;
import io.sealstream.schemas.TrustedRecords;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/** A valid record of any type of ours, made from its schema; texts by the meaning of their field's name. */
final class AvroSamples {
    static final Address LANE = Address.bls(new byte[48]);
    static final Address OTHER = Address.secp256k1(new byte[65]);
    static final Cid CID = Cid.ofRaw(new byte[]{ 1, 2, 3});
    /** Bits 1 and 5 as RLE+, fine as any bytes. */
    static final BitField BITS = BitField.of(1, 5);

    private static final Map<String, String> TEXTS = Map.ofEntries(Map.entry("miner", "f01000"), Map.entry("miners", "f01000"),
            Map.entry("sender", LANE.toString()), Map.entry("owner", OTHER.toString()), Map.entry("worker", LANE.toString()),
            Map.entry("controls", OTHER.toString()), Map.entry("to", "f01000"), Map.entry("preCommitSenders", LANE.toString()),
            Map.entry("proveCommitSenders", LANE.toString()), Map.entry("postSenders", LANE.toString()),
            Map.entry("cid", CID.toString()),
            Map.entry("commR", CID.toString()), Map.entry("commD", CID.toString()), Map.entry("sealedCid", CID.toString()),
            Map.entry("foundCid", CID.toString()), Map.entry("value", "5"), Map.entry("amount", "12"), Map.entry("maxFee", "7"),
            Map.entry("preCommitMaxFee", "1"), Map.entry("proveCommitMaxFee", "2"), Map.entry("postMaxFee", "3"),
            Map.entry("preCommitBatchMaxFee", "4"), Map.entry("proveCommitBatchMaxFee", "5"),
            Map.entry("feeCap", "6"), Map.entry("baseFeeThreshold", "7"), Map.entry("perDay", "0"),
            Map.entry("preCommitPerDay", "1"), Map.entry("proveCommitPerDay", "2"), Map.entry("fee", "9"),
            Map.entry("limit", "10"), Map.entry("alternatives", CID.toString()),
            Map.entry("gasFeeCap", "100"), Map.entry("gasPremium", "10"), Map.entry("baseFee", "100"),
            Map.entry("address", LANE.toString()), Map.entry("balance", "8"), Map.entry("available", "11"),
            Map.entry("lacks", "3"), Map.entry("ownFunds", "13"), Map.entry("senders", LANE.toString()),
            Map.entry("requestId", "f01000/PRECOMMIT/17/00000000/1/sign/4"), Map.entry("key", "f01000"));

    static {
        TrustedRecords.trust();
    }

    private AvroSamples() {}

    static <T extends SpecificRecord> T of(Class<T> type) {
        return of(type, Map.of());
    }

    /** With some fields of the record itself set otherwise. */
    static <T extends SpecificRecord> T of(Class<T> type, Map<String, Object> fields) {
        Schema schema = SpecificData.get().getSchema(type);
        GenericRecord record = (GenericRecord) value("", schema);
        fields.forEach(record::put);
        return type.cast(SpecificData.get().deepCopy(schema, record));
    }

    private static Object value(String field, Schema schema) {
        return switch (schema.getType()) {
            case RECORD -> {
                GenericRecord record = new GenericData.Record(schema);
                schema.getFields().forEach(each -> record.put(each.pos(), value(each.name(), each.schema())));
                yield record;
            }
            case UNION -> value(field,
                    schema.getTypes().stream().filter(each -> each.getType() != Schema.Type.NULL).findFirst().orElseThrow());
            case ARRAY -> List.of(value(field, schema.getElementType()));
            case ENUM -> new GenericData.EnumSymbol(schema, schema.getEnumSymbols().getFirst());
            case STRING -> TEXTS.getOrDefault(field, "some " + field);
            case BYTES -> ByteBuffer.wrap(BITS.toRle());
            case LONG -> 17L;
            case INT -> 3;
            case BOOLEAN -> true;
            case MAP, FIXED, FLOAT, DOUBLE, NULL ->
                throw new AssertionError(field + " is a " + schema.getType() + ", which our records do not use");
        };
    }
}
