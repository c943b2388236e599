package io.sealstream.manager.topology;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sealstream.manager.query.SectorDetail.EventView;
import io.sealstream.manager.wire.EventMeta;
import io.sealstream.manager.wire.EventRecords;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Collection;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** Event records as people see them: the fields without meta, bytes in base64. */
final class EventJson {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private EventJson() {}

    static EventView view(SpecificRecord record) {
        EventMeta meta = EventRecords.read(record).meta();
        ObjectNode fields = NODES.objectNode();
        for (Schema.Field field : record.getSchema().getFields()) {
            if (!field.name().equals("meta")) {
                fields.set(field.name(), json(record.get(field.pos())));
            }
        }
        return new EventView(meta.sequence(), meta.epoch().value(), meta.cause(), record.getSchema().getName(), fields);
    }

    private static JsonNode json(@Nullable Object value) {
        return switch (value) {
            case null -> NODES.nullNode();
            case ByteBuffer bytes -> NODES.textNode(base64(bytes));
            case Long number -> NODES.numberNode(number);
            case Integer number -> NODES.numberNode(number);
            case Boolean flag -> NODES.booleanNode(flag);
            case Collection<?> items -> array(items);
            case IndexedRecord nested -> object(nested);
            default -> NODES.textNode(value.toString());
        };
    }

    private static ArrayNode array(Collection<?> items) {
        ArrayNode array = NODES.arrayNode();
        items.forEach(item -> array.add(json(item)));
        return array;
    }

    private static ObjectNode object(IndexedRecord record) {
        ObjectNode object = NODES.objectNode();
        record.getSchema().getFields().forEach(field -> object.set(field.name(), json(record.get(field.pos()))));
        return object;
    }

    private static String base64(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return Base64.getEncoder().encodeToString(bytes);
    }
}
