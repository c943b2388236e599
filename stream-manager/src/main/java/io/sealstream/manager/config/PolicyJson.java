package io.sealstream.manager.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.SealProofType;
import io.sealstream.filecoin.TokenAmount;
import io.sealstream.schemas.TrustedRecords;
import io.sealstream.schemas.avro.MinerPolicy;
import io.sealstream.schemas.avro.Sealing;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.specific.SpecificData;

/** The policy of a miner as JSON, field by field as the record {@code MinerPolicy} has them. */
public final class PolicyJson {
    static {
        TrustedRecords.trust();
    }

    private PolicyJson() {}

    public static ObjectNode write(MinerPolicy policy) {
        return fields(policy);
    }

    private static ObjectNode fields(IndexedRecord record) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        for (Schema.Field field : record.getSchema().getFields()) {
            Object value = record.get(field.pos());
            switch (value) {
                case Long number -> json.put(field.name(), number);
                case Integer number -> json.put(field.name(), number);
                case Boolean flag -> json.put(field.name(), flag);
                case List<?> items -> {
                    ArrayNode array = json.putArray(field.name());
                    items.forEach(each -> array.add(String.valueOf(each)));
                }
                case IndexedRecord part -> json.set(field.name(), fields(part));
                default -> json.put(field.name(), String.valueOf(value));
            }
        }
        return json;
    }

    /**
     * Reads and checks a policy.
     *
     * @throws IllegalArgumentException naming the field and the fix
     */
    public static MinerPolicy read(JsonNode json) {
        if (!json.isObject()) {
            throw new IllegalArgumentException("policy is not an object; give the fields of MinerPolicy");
        }
        MinerPolicy policy = new MinerPolicy();
        fill("policy", policy, json);
        check(policy);
        return policy;
    }

    /** Fills a record; what the schema has a default for may be left out. */
    private static void fill(String path, IndexedRecord record, JsonNode json) {
        TreeSet<String> unknown = new TreeSet<>();
        json.fieldNames().forEachRemaining(unknown::add);
        for (Schema.Field field : record.getSchema().getFields()) {
            unknown.remove(field.name());
            JsonNode given = json.path(field.name());
            record.put(field.pos(), given.isMissingNode() && field.hasDefaultValue()
                    ? SpecificData.get().deepCopy(field.schema(), SpecificData.get().getDefaultValue(field))
                    : value(path, field, given));
        }
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException(path + "." + unknown.first() + " is no field of a policy; leave it out");
        }
    }

    private static Object part(String path, Schema.Field field, JsonNode json) {
        IndexedRecord part = (IndexedRecord) SpecificData.newInstance(SpecificData.get().getClass(field.schema()),
                field.schema());
        fill(path + "." + field.name(), part, require(json.isObject(), path, field, "an object", json));
        return part;
    }

    private static Object value(String path, Schema.Field field, JsonNode json) {
        return switch (field.schema().getType()) {
            case LONG ->
                require(json.isIntegralNumber() && json.canConvertToLong(), path, field, "a whole number", json).longValue();
            case INT ->
                require(json.isIntegralNumber() && json.canConvertToInt(), path, field, "a whole number", json).intValue();
            case BOOLEAN -> require(json.isBoolean(), path, field, "true or false", json).booleanValue();
            case STRING -> require(json.isTextual(), path, field, "a text", json).textValue();
            case ENUM -> {
                String text = require(json.isTextual() && field.schema().hasEnumSymbol(json.textValue()), path, field,
                        "one of " + field.schema().getEnumSymbols(), json).textValue();
                yield Sealing.valueOf(text);
            }
            case RECORD -> part(path, field, json);
            case ARRAY -> {
                List<String> texts = new ArrayList<>();
                for (JsonNode each : require(json.isArray(), path, field, "a list of texts", json)) {
                    texts.add(require(each.isTextual(), path, field, "a list of texts", each).textValue());
                }
                yield texts;
            }
            default -> throw new IllegalStateException("policy field " + field.name() + " has a type that JSON does not know");
        };
    }

    private static JsonNode require(boolean good, String path, Schema.Field field, String wanted, JsonNode json) {
        if (!good) {
            String found = json.isMissingNode() ? "missing" : "not " + wanted;
            throw new IllegalArgumentException(path + "." + field.name() + " is " + found + "; give " + wanted);
        }
        return json;
    }

    private static void check(MinerPolicy policy) {
        if (policy.getMinNumber() < 0 || policy.getMaxNumber() < policy.getMinNumber()) {
            throw new IllegalArgumentException(
                    "policy.maxNumber is below policy.minNumber; give a range of sector numbers from 0 on");
        }
        if (SealProofType.of(policy.getSealProof()).filter(SealProofType::isAcceptedForPreCommit).isEmpty()) {
            throw new IllegalArgumentException(
                    "policy.sealProof " + policy.getSealProof() + " is not accepted by the chain; give 5 to 9");
        }
        for (List<String> senders : List.of(policy.getPreCommitSenders(), policy.getProveCommitSenders(),
                policy.getPostSenders())) {
            if (senders.isEmpty()) {
                throw new IllegalArgumentException("policy names no senders for a purpose; give at least one address for each");
            }
            senders.forEach(Address::parse);
        }
        for (String fee : List.of(policy.getPreCommitMaxFee(), policy.getProveCommitMaxFee(), policy.getPostMaxFee())) {
            if (!TokenAmount.parse(fee).isPositive()) {
                throw new IllegalArgumentException("a maximum fee of the policy is not above zero; give attoFIL digits");
            }
        }
    }
}
