package io.sealstream.manager.edge.chain;

import io.sealstream.filecoin.CodecException;
import io.sealstream.filecoin.JsonTree;
import io.sealstream.filecoin.Shape;
import io.sealstream.filecoin.Shapes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A value out of the answer of a chain node, with the path to it, so that an unreadable answer names method and field.
 *
 * @param path method and field names, for example {@code StateMinerInfo.Owner}
 * @param json the value
 */
public record Answer(String path, JsonTree json) {

    /** True for {@code null} and absent fields. */
    public boolean isNull() { return json instanceof JsonTree.Nothing; }

    /** A field of an object; absent fields are null values. */
    public Answer at(String field) {
        if (json instanceof JsonTree.Fields fields) {
            return new Answer(path + "." + field, fields.get(field));
        }
        throw unreadable("is not an object but " + json.kind(), null);
    }

    /** Elements of a list; null is an empty list. */
    public List<Answer> items() {
        return switch (json) {
            case JsonTree.Nothing() -> List.of();
            case JsonTree.Items(List<JsonTree> values) -> values.stream().map(each -> new Answer(path + "[]", each)).toList();
            case JsonTree.Flag flag -> throw unreadable("is not a list but " + flag.kind(), null);
            case JsonTree.Whole whole -> throw unreadable("is not a list but " + whole.kind(), null);
            case JsonTree.Text text -> throw unreadable("is not a list but " + text.kind(), null);
            case JsonTree.Fields fields -> throw unreadable("is not a list but " + fields.kind(), null);
        };
    }

    /** The value as a Filecoin type. */
    public <T extends @Nullable Object> T as(Shape<T> shape) {
        try {
            return shape.fromJson(json);
        } catch (CodecException e) {
            throw unreadable(e.getMessage(), e);
        }
    }

    /** A signed number. */
    public long number() {
        return as(Shapes.INTEGER);
    }

    /** A text. */
    public String text() {
        if (json instanceof JsonTree.Text(String value)) {
            return value;
        }
        throw unreadable("is not a text but " + json.kind(), null);
    }

    private ChainCallException unreadable(@Nullable String why, @Nullable Throwable cause) {
        return new ChainCallException(ChainCallException.Kind.UNREADABLE, "the chain node's " + path + " " + why, cause);
    }
}
