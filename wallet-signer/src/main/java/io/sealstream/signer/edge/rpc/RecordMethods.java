package io.sealstream.signer.edge.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.sealstream.filecoin.Shapes;
import io.sealstream.filecoin.Signature;
import io.sealstream.filecoin.json.FilecoinJson;
import io.sealstream.rpc.Permission;
import io.sealstream.signer.edge.rpc.SignedRecords.Entry;
import io.sealstream.signer.edge.rpc.SignedRecords.Query;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;

/**
 * {@code ListSignedRecord} (venus {@code venus-shared/types/msg_meta.go}). {@code Err} is a text or null; venus-wallet writes {@code {}} for
 * every error, which says nothing and which its own client cannot read.
 */
final class RecordMethods {
    private static final int MAX_LIMIT = 1_000;
    /** Go's zero time: not given. */
    private static final Instant ZERO = Instant.parse("0001-01-01T00:00:00Z");

    private final SignedRecords records;

    RecordMethods(SignedRecords records) {
        this.records = records;
    }

    void register(MethodRegistry methods) {
        methods.blocking("ListSignedRecord", Permission.READ, 1, this::list);
    }

    private JsonNode list(Params params) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        records.find(query(params)).forEach(entry -> list.add(json(entry)));
        return list;
    }

    private static Query query(Params params) {
        JsonNode json = params.json(0);
        if (!json.isObject() && !json.isNull()) {
            throw params.refuse(0, "it must be an object such as {\"Signer\": address, \"Limit\": 10}");
        }
        return new Query(text(json.path("ID")), text(json.path("Type")), signer(params, json.path("Signer")),
                json.path("IsError").asBoolean(false), time(params, json.path("After")), time(params, json.path("Before")),
                number(params, json, "Skip", 0), limit(params, json));
    }

    /** Go writes an address that is not there as {@code "<empty>"}. */
    private static Optional<String> signer(Params params, JsonNode json) {
        return text(json).filter(given -> !given.equals("<empty>")).isEmpty()
                ? Optional.empty()
                : Optional.of(params.read(0, json, Shapes.ADDRESS).toString());
    }

    private static int limit(Params params, JsonNode json) {
        int given = number(params, json, "Limit", MAX_LIMIT);
        return given == 0 ? MAX_LIMIT : given;
    }

    private static int number(Params params, JsonNode json, String name, int fallback) {
        JsonNode given = json.path(name);
        if (given.isMissingNode() || given.isNull()) {
            return fallback;
        }
        if (!given.canConvertToInt() || !given.isIntegralNumber() || given.intValue() < 0
                || (name.equals("Limit") && given.intValue() > MAX_LIMIT)) {
            throw params.refuse(0, name + " is a number from 0" + (name.equals("Limit") ? " to " + MAX_LIMIT : ""));
        }
        return given.intValue();
    }

    private static Optional<String> text(JsonNode json) {
        return json.isTextual() && !json.textValue().isEmpty() ? Optional.of(json.textValue()) : Optional.empty();
    }

    private static Optional<Instant> time(Params params, JsonNode json) {
        if (text(json).isEmpty()) {
            return Optional.empty();
        }
        try {
            Instant given = OffsetDateTime.parse(json.textValue()).toInstant();
            return given.equals(ZERO) ? Optional.empty() : Optional.of(given);
        } catch (DateTimeException e) {
            throw params.refuse(0, "After and Before are times such as \"2026-01-02T15:04:05Z\"");
        }
    }

    private static ObjectNode json(Entry entry) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("ID", entry.id()).put("Type", entry.type()).put("Signer",
                entry.signer());
        json.set("Err", entry.refusal().<JsonNode>map(TextNode::valueOf).orElse(NullNode.getInstance()));
        json.set("RawMsg", FilecoinJson.write(Shapes.BYTES, entry.content()));
        json.set("Signature",
                entry.signature().map(signature -> FilecoinJson.write(Signature.SHAPE, signature))
                        .orElse(NullNode.getInstance()));
        return json.put("CreateAt", entry.at().toString());
    }
}
