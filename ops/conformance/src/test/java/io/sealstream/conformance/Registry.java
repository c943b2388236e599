package io.sealstream.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sealstream.schemas.registry.Compatibility;
import io.sealstream.schemas.registry.SchemaText;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;
import org.apache.avro.Schema;

/** The calls of a {@link Client} with types. */
record Registry(Client client) {
    int register(String subject, Schema schema) {
        return registerText(subject, schema.toString());
    }

    int registerText(String subject, String schema) {
        return client.call(call("register", subject).put("schema", schema)).asInt();
    }

    int lookup(String subject, Schema schema) {
        return client.call(call("lookup", subject).put("schema", schema.toString())).asInt();
    }

    Schema schema(int id) {
        return SchemaText.parse(client.call(call("schema").put("id", id)).asText());
    }

    /** Subjects and versions of an id, as {@code subject/version}. */
    List<String> uses(int id) {
        return list(client.call(call("uses").put("id", id)), use -> use.path(0).asText() + "/" + use.path(1).asInt());
    }

    List<Integer> versions(String subject) {
        return list(client.call(call("versions", subject)), JsonNode::asInt);
    }

    Schema version(String subject, int version) {
        return SchemaText.parse(client.call(call("version", subject).put("version", version)).asText());
    }

    /** Version and id of the newest. */
    List<Integer> latest(String subject) {
        return list(client.call(call("latest", subject)), JsonNode::asInt);
    }

    boolean compatible(String subject, Schema schema) {
        return client.call(call("compatible", subject).put("schema", schema.toString())).asBoolean();
    }

    boolean compatibleWithAll(String subject, Schema schema) {
        return client.call(call("compatibleWithAll", subject).put("schema", schema.toString())).asBoolean();
    }

    void setLevel(String subject, Compatibility level) {
        client.call(call("setLevel", subject).put("level", level.name()));
    }

    String level(String subject) {
        return client.call(call("level", subject)).asText();
    }

    String mode(String subject) {
        return client.call(call("mode", subject)).asText();
    }

    List<String> subjects() {
        return list(client.call(call("subjects")), JsonNode::asText);
    }

    List<Integer> delete(String subject, boolean permanent) {
        return list(client.call(call("delete", subject).put("permanent", permanent)), JsonNode::asInt);
    }

    int deleteVersion(String subject, int version, boolean permanent) {
        return client.call(call("deleteVersion", subject).put("version", version).put("permanent", permanent)).asInt();
    }

    /** Reads a record with the client's deserializer and writes what was read with its serializer. */
    byte[] recode(String topic, byte[] record) {
        ObjectNode call = call("recode").put("topic", topic).put("bytes", HexFormat.of().formatHex(record));
        return HexFormat.of().parseHex(client.call(call).asText());
    }

    /** What the client's serializer writes when it is left to its defaults. */
    byte[] encodeByDefaults(String topic, Schema schema, ObjectNode value) {
        ObjectNode call = call("encodeByDefaults").put("topic", topic).put("schema", schema.toString());
        call.set("value", value);
        return HexFormat.of().parseHex(client.call(call).asText());
    }

    private static ObjectNode call(String name) {
        return JsonNodeFactory.instance.objectNode().put("call", name);
    }

    private static ObjectNode call(String name, String subject) {
        return call(name).put("subject", subject);
    }

    private static <T> List<T> list(JsonNode array, Function<JsonNode, T> item) {
        List<T> out = new ArrayList<>();
        array.forEach(each -> out.add(item.apply(each)));
        return List.copyOf(out);
    }
}
