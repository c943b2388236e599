package io.sealstream.manager.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Canonical bytes of states: one byte of format version, then JSON in UTF-8 with the components of each record in their declared order, maps
 * ascending by key, and no spaces. Equal states have equal bytes, so the bytes serve stores and digests alike. A state of a sealed family
 * names its kind under {@code "is"}.
 */
public final class StateCodec {
    /** Version of the format; a store with another one is rebuilt from the events. */
    public static final byte FORMAT = 3;

    private static final ObjectMapper JSON = new ObjectMapper();

    private StateCodec() {}

    /** The bytes of a state. */
    public static byte[] encode(Object state) {
        try {
            byte[] json = JSON.writeValueAsBytes(StateTree.write(state.getClass(), state));
            byte[] bytes = new byte[json.length + 1];
            bytes[0] = FORMAT;
            System.arraycopy(json, 0, bytes, 1, json.length);
            return bytes;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of values can always be written", e);
        }
    }

    /**
     * The state that bytes say.
     *
     * @throws StateFormatException for another format or a foreign shape: the store must be rebuilt
     */
    public static <S> S decode(Class<S> type, byte[] bytes) {
        if (bytes.length == 0 || bytes[0] != FORMAT) {
            throw new StateFormatException("a stored " + type.getSimpleName() + " has format "
                    + (bytes.length == 0 ? "none" : String.valueOf(bytes[0])) + ", this version reads " + FORMAT);
        }
        try {
            Object state = StateTree.read(type, JSON.readTree(bytes, 1, bytes.length - 1));
            if (state == null) {
                throw new StateFormatException("a stored " + type.getSimpleName() + " is null");
            }
            return type.cast(state);
        } catch (IOException e) {
            throw new StateFormatException("a stored " + type.getSimpleName() + " is no JSON", e);
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new StateFormatException("a stored " + type.getSimpleName() + " holds a foreign value: " + e.getMessage(), e);
        }
    }

    /** The same as a tree, for people. */
    public static JsonNode json(@Nullable Object state) {
        return state == null ? JSON.nullNode() : StateTree.write(state.getClass(), state);
    }

    /** A list of states as a tree, for people. */
    public static JsonNode jsonList(Iterable<?> states) {
        var array = JSON.createArrayNode();
        states.forEach(s -> array.add(json(s)));
        return array;
    }

    /** True when both are the same state. */
    public static boolean same(byte @Nullable [] a, byte @Nullable [] b) {
        return Arrays.equals(a, b);
    }
}
