package io.sealstream.filecoin.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BigIntegerNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.BlockHeader;
import io.sealstream.filecoin.Cid;
import io.sealstream.filecoin.CodecException;
import io.sealstream.filecoin.JsonTree;
import io.sealstream.filecoin.Message;
import io.sealstream.filecoin.MessageReceipt;
import io.sealstream.filecoin.Shape;
import io.sealstream.filecoin.Shapes;
import io.sealstream.filecoin.SignedMessage;
import io.sealstream.filecoin.TipSet;
import io.sealstream.filecoin.TipSetKey;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Lotus and Venus JSON of every shape: {@link #write} and {@link #read} take any {@link Shape}; the named methods are the types that RPC
 * carries most. Reading refuses with {@link CodecException}; unknown fields are ignored, as Go does.
 */
public final class FilecoinJson {
    /** Deeper input than any of our shapes is refused. */
    private static final int MAX_DEPTH = 64;
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private FilecoinJson() {}

    public static <T> JsonNode write(Shape<T> shape, T value) {
        return toNode(shape.toJson(value));
    }

    public static <T> T read(Shape<T> shape, JsonNode json) {
        return shape.fromJson(toTree(json));
    }

    /** The message with an extra field {@code CID}, as nodes answer it. */
    public static ObjectNode message(Message message) {
        ObjectNode json = (ObjectNode) write(Message.SHAPE, message);
        json.set("CID", cid(message.cid()));
        return json;
    }

    /** Reads a message; an extra {@code CID} is ignored. */
    public static Message message(JsonNode json) {
        return read(Message.SHAPE, json);
    }

    /** The signed message with an extra field {@code CID}, as nodes answer it. */
    public static ObjectNode signedMessage(SignedMessage signed) {
        ObjectNode json = (ObjectNode) write(SignedMessage.SHAPE, signed);
        json.set("CID", cid(signed.cid()));
        return json;
    }

    public static SignedMessage signedMessage(JsonNode json) {
        return read(SignedMessage.SHAPE, json);
    }

    public static JsonNode receipt(MessageReceipt receipt) {
        return write(MessageReceipt.SHAPE, receipt);
    }

    public static MessageReceipt receipt(JsonNode json) {
        return read(MessageReceipt.SHAPE, json);
    }

    public static JsonNode header(BlockHeader header) {
        return write(BlockHeader.SHAPE, header);
    }

    public static BlockHeader header(JsonNode json) {
        return read(BlockHeader.SHAPE, json);
    }

    /** {@code {"Cids", "Blocks", "Height"}}. */
    public static ObjectNode tipSet(TipSet tipSet) {
        ObjectNode json = NODES.objectNode();
        json.set("Cids", tipSetKey(tipSet.key()));
        ArrayNode blocks = json.putArray("Blocks");
        tipSet.blocks().forEach(block -> blocks.add(header(block)));
        json.put("Height", tipSet.height().value());
        return json;
    }

    /** Reads the headers; {@code Cids} are recomputed from them and must agree where present. */
    public static TipSet tipSet(JsonNode json) {
        TipSet tipSet = new TipSet(read(Shapes.list(BlockHeader.SHAPE), json.path("Blocks")));
        if (json.hasNonNull("Cids") && !tipSetKey(json.path("Cids")).equals(tipSet.key())) {
            throw CodecException.of("the block headers of a tipset do not hash to its Cids");
        }
        return tipSet;
    }

    public static JsonNode tipSetKey(TipSetKey key) {
        return write(TipSetKey.SHAPE, key);
    }

    public static TipSetKey tipSetKey(JsonNode json) {
        return read(TipSetKey.SHAPE, json);
    }

    public static JsonNode cid(Cid cid) {
        return write(Shapes.CID, cid);
    }

    public static Cid cid(JsonNode json) {
        return read(Shapes.CID, json);
    }

    public static JsonNode address(Address address) {
        return TextNode.valueOf(address.toString());
    }

    public static Address address(JsonNode json) {
        return read(Shapes.ADDRESS, json);
    }

    /** A Jackson tree of a library-free one. */
    public static JsonNode toNode(JsonTree tree) {
        return switch (tree) {
            case JsonTree.Nothing() -> NullNode.getInstance();
            case JsonTree.Flag(boolean value) -> BooleanNode.valueOf(value);
            case JsonTree.Whole(BigInteger value) -> number(value);
            case JsonTree.Text(String value) -> TextNode.valueOf(value);
            case JsonTree.Items(List<JsonTree> values) -> {
                ArrayNode array = NODES.arrayNode(values.size());
                values.forEach(each -> array.add(toNode(each)));
                yield array;
            }
            case JsonTree.Fields(Map<String, JsonTree> values) -> {
                ObjectNode object = NODES.objectNode();
                values.forEach((name, each) -> object.set(name, toNode(each)));
                yield object;
            }
        };
    }

    private static JsonNode number(BigInteger value) {
        return value.bitLength() < 64 ? LongNode.valueOf(value.longValue()) : BigIntegerNode.valueOf(value);
    }

    /** A library-free tree of a Jackson one; fractions are refused, a missing node is null. */
    public static JsonTree toTree(JsonNode node) {
        return toTree(node, 0);
    }

    private static JsonTree toTree(JsonNode node, int depth) {
        if (depth > MAX_DEPTH) {
            throw CodecException.of("JSON is nested deeper than " + MAX_DEPTH);
        }
        return switch (node.getNodeType()) {
            case NULL, MISSING -> JsonTree.Nothing.INSTANCE;
            case BOOLEAN -> new JsonTree.Flag(node.booleanValue());
            case STRING -> new JsonTree.Text(node.textValue());
            case NUMBER -> {
                if (!node.isIntegralNumber()) {
                    throw CodecException.of("number with a fraction: " + node);
                }
                yield new JsonTree.Whole(node.bigIntegerValue());
            }
            case ARRAY -> {
                List<JsonTree> items = new ArrayList<>(node.size());
                node.forEach(each -> items.add(toTree(each, depth + 1)));
                yield new JsonTree.Items(items);
            }
            case OBJECT -> {
                Map<String, JsonTree> fields = new LinkedHashMap<>();
                node.properties().forEach(each -> fields.put(each.getKey(), toTree(each.getValue(), depth + 1)));
                yield new JsonTree.Fields(fields);
            }
            case BINARY, POJO -> throw CodecException.of("not a JSON value: " + node.getNodeType());
        };
    }
}
