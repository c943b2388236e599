package io.sealstream.manager.wire;

import io.sealstream.manager.domain.batch.Waiting;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.sealstream.filecoin.ActorId;
import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.BitField;
import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.filecoin.Cid;
import io.sealstream.filecoin.SectorId;
import io.sealstream.filecoin.TokenAmount;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A value that is one JSON scalar. Bytes, bitfields (RLE+) and waiting sectors are base64, amounts decimal attoFIL, identifiers their canonical text.
 *
 * @param write value to JSON
 * @param read  JSON to value
 * @param key   text of a map key to value
 */
record Leaf(Function<Object, JsonNode> write, Function<JsonNode, Object> read, Function<String, Object> key) {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final Leaf INTEGER = new Leaf(v -> NODES.numberNode((int) v), n -> Math.toIntExact(number(n)),
            Integer::valueOf);
    private static final Leaf LONG = new Leaf(v -> NODES.numberNode((long) v), Leaf::number, Long::valueOf);
    private static final Leaf FLAG = new Leaf(v -> NODES.booleanNode((boolean) v), Leaf::flag, Boolean::valueOf);
    private static final Map<Class<?>, Leaf> LEAVES = Map.ofEntries(Map.entry(String.class, text(v -> v)),
            Map.entry(int.class, INTEGER),
            Map.entry(Integer.class, INTEGER), Map.entry(long.class, LONG), Map.entry(Long.class, LONG),
            Map.entry(boolean.class, FLAG),
            Map.entry(Boolean.class, FLAG), Map.entry(ActorId.class, text(ActorId::parse)),
            Map.entry(SectorId.class, text(SectorId::parse)),
            Map.entry(Address.class, text(Address::parse)), Map.entry(Cid.class, text(Cid::parse)),
            Map.entry(ChainEpoch.class, new Leaf(v -> NODES.numberNode(((ChainEpoch) v).value()), n -> ChainEpoch.of(number(n)),
                    t -> ChainEpoch.of(Long.parseLong(t)))),
            Map.entry(TokenAmount.class, new Leaf(v -> NODES.textNode(((TokenAmount) v).atto().toString()),
                    n -> new TokenAmount(new BigInteger(string(n))), t -> new TokenAmount(new BigInteger(t)))),
            Map.entry(Bytes.class,
                    new Leaf(v -> NODES.textNode(((Bytes) v).toBase64()), n -> Bytes.fromBase64(string(n)), Bytes::fromBase64)),
            Map.entry(Waiting.class, new Leaf(v -> NODES.textNode(((Waiting) v).toBytes().toBase64()),
                    n -> Waiting.fromBytes(Bytes.fromBase64(string(n))), t -> Waiting.fromBytes(Bytes.fromBase64(t)))),
            Map.entry(BitField.class, new Leaf(v -> NODES.textNode(Bytes.of(((BitField) v).toRle()).toBase64()),
                    n -> BitField.fromRle(Bytes.fromBase64(string(n)).toArray()),
                    t -> BitField.fromRle(Bytes.fromBase64(t).toArray()))));
    private static final ClassValue<Leaf> ENUMS = new ClassValue<>() {
        @Override
        protected Leaf computeValue(Class<?> type) {
            return text(name -> constant(type, name));
        }
    };

    private static long number(JsonNode node) {
        if (!node.isIntegralNumber() || !node.canConvertToLong()) {
            throw new StateFormatException("a whole number is wanted, not " + node);
        }
        return node.longValue();
    }

    private static boolean flag(JsonNode node) {
        if (!node.isBoolean()) {
            throw new StateFormatException("true or false is wanted, not " + node);
        }
        return node.booleanValue();
    }

    private static String string(JsonNode node) {
        if (!node.isTextual()) {
            throw new StateFormatException("text is wanted, not " + node);
        }
        return node.textValue();
    }

    private static Leaf text(Function<String, Object> parse) {
        return new Leaf(v -> NODES.textNode(v.toString()), n -> parse.apply(string(n)), parse);
    }

    private static Object constant(Class<?> type, String name) {
        return Arrays.stream(type.getEnumConstants()).filter(c -> ((Enum<?>) c).name().equals(name)).findFirst()
                .orElseThrow(() -> new StateFormatException("there is no " + type.getSimpleName() + " named \"" + name + "\""));
    }

    /** The leaf of a type, or null when it consists of parts. */
    static @Nullable Leaf of(Class<?> type) {
        return type.isEnum() ? ENUMS.get(type) : LEAVES.get(type);
    }
}
