package io.sealstream.filecoin;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.sealstream.filecoin.actors.Method;
import io.sealstream.filecoin.actors.MinerMethod;
import io.sealstream.filecoin.json.FilecoinJson;
import io.sealstream.rpc.Jwt;
import io.sealstream.rpc.RpcException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Every decoder of the library as a function of bytes. Each gives a value whose encoding is the input again (or, where the input is text with
 * more than one form, decodes to the same value), or its one typed error; anything else is a bug.
 */
final class Decoders {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Jwt TOKENS = new Jwt(new byte[]{ 1});

    private static final List<Shape<?>> SHAPES = shapes();
    private static final List<Decoder> ALL = all();

    /** One decoder. */
    @FunctionalInterface
    interface Decoder {
        /** Returns normally, or throws {@link CodecException} or (tokens) {@link RpcException}. */
        void decode(byte[] input);
    }

    private Decoders() {}

    static int count() {
        return ALL.size();
    }

    /** What a fuzzer feeds: two bytes choose a decoder, the rest are its input. */
    static void run(byte[] input) {
        if (input.length >= 2) {
            run((input[0] & 0xff) << 8 | (input[1] & 0xff), Arrays.copyOfRange(input, 2, input.length));
        }
    }

    /** Inputs for {@link #run(byte[])} that give a value: each of the given bytes with each decoder that takes them. */
    static Stream<byte[]> goodInputs(List<byte[]> all) {
        return IntStream.range(0, count()).boxed().flatMap(decoder -> all.stream().filter(each -> run(decoder, each))
                .map(each -> ByteBuffer.allocate(each.length + 2).putShort(decoder.shortValue()).put(each).array()));
    }

    /** Runs one decoder; returns whether it gave a value. */
    static boolean run(int decoder, byte[] input) {
        try {
            ALL.get(Math.floorMod(decoder, ALL.size())).decode(input);
            return true;
        } catch (CodecException e) {
            require(!e.why().isBlank() && e.toString().length() < 1000, "an error says why, in few words: " + e);
        } catch (RpcException e) {
            require(e.code() == RpcException.UNAUTHORIZED, "tokens are refused as unauthorized");
        }
        return false;
    }

    private static void require(boolean good, String what) {
        if (!good) {
            throw new AssertionError(what);
        }
    }

    /** Every {@code SHAPE} of the library by class name, and the primitives. */
    static List<Shape<?>> shapes() {
        List<Shape<?>> shapes = new ArrayList<>(List.of(Shapes.UNSIGNED, Shapes.INTEGER, Shapes.BOOL, Shapes.BYTES, Shapes.BIG,
                Shapes.ADDRESS, Shapes.CID, Shapes.BITFIELD, Shapes.TEXT, Shapes.PEER_ID, Shapes.list(Shapes.ADDRESS),
                Shapes.list(Shapes.UNSIGNED), Shapes.list(Shapes.BITFIELD), Shapes.optional(Shapes.CID)));
        recordsWithShape().forEach(type -> shapes.add(shapeOf(type)));
        return List.copyOf(shapes);
    }

    static List<Class<?>> recordsWithShape() {
        return new ClassFileImporter().withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("io.sealstream.filecoin").stream().filter(type -> type.tryGetField("SHAPE").isPresent())
                .sorted(Comparator.comparing(type -> type.getName())).<Class<?>>map(type -> type.reflect()).toList();
    }

    static Shape<?> shapeOf(Class<?> type) {
        try {
            return (Shape<?>) type.getField("SHAPE").get(null);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(type + " hides its shape", e);
        }
    }

    private static List<Decoder> all() {
        List<Decoder> all = new ArrayList<>();
        SHAPES.forEach(shape -> all.add(input -> cbor(shape, input)));
        SHAPES.forEach(shape -> all.add(input -> json(shape, input)));
        all.add(input -> same(Address.fromBytes(input).toBytes(), input));
        all.add(input -> same(Cid.fromBytes(input).toBytes(), input));
        all.add(input -> same(BitField.fromRle(input).toRle(), input));
        all.add(input -> same(TipSetKey.fromBytes(Bytes.of(input)).toBytes().toArray(), input));
        all.add(input -> same(Signature.fromTypedBytes(Bytes.of(input)).toTypedBytes().toArray(), input));
        all.add(input -> Method.decodeParams(call(input)));
        all.add(input -> TOKENS.verify(text(input)));
        for (Function<String, ?> parser : parsers()) {
            all.add(input -> again(parser, parser.apply(text(input))));
        }
        all.add(input -> Endpoint.parse(text(input), Endpoint.Family.VENUS).url("v0"));
        all.add(input -> Endpoint.parse(text(input), Endpoint.Family.LOTUS).url("v1"));
        all.add(input -> NetworkPolicy.named(text(input)));
        return all;
    }

    /** Parsers of texts whose value prints itself in a form that parses to it again. */
    private static List<Function<String, ?>> parsers() {
        return List.of(Address::parse, Cid::parse, ActorId::parse, SectorId::parse, TokenAmount::parse, Bytes::fromHex);
    }

    private static String text(byte[] input) {
        return new String(input, StandardCharsets.UTF_8);
    }

    /** The first byte chooses the method, the rest are its parameters. */
    private static Message call(byte[] input) {
        MinerMethod[] methods = MinerMethod.values();
        int method = input.length == 0 ? 0 : (input[0] & 0xff) % methods.length;
        Bytes params = Bytes.of(Arrays.copyOfRange(input, Math.min(1, input.length), input.length));
        return Message.call(Address.id(1000), Address.id(1001), TokenAmount.ZERO, methods[method].number(), params);
    }

    private static <T> void cbor(Shape<T> shape, byte[] input) {
        T value = shape.fromCbor(input);
        same(shape.toCbor(value), input);
        again(value, shape.fromJson(shape.toJson(value)));
    }

    private static <T> void json(Shape<T> shape, byte[] input) {
        JsonNode node;
        try {
            node = JSON.readTree(text(input));
        } catch (JsonProcessingException e) {
            throw CodecException.of("not JSON"); // Jackson's refusal, not ours
        }
        T value = FilecoinJson.read(shape, node);
        again(value, FilecoinJson.read(shape, FilecoinJson.write(shape, value)));
        again(value, shape.fromCbor(shape.toCbor(value)));
    }

    private static void again(Function<String, ?> parser, Object value) {
        again(value, parser.apply(value.toString()));
    }

    private static void again(@Nullable Object value, @Nullable Object second) {
        require(Objects.equals(value, second), value + " became " + second);
    }

    private static void same(byte[] output, byte[] input) {
        require(Arrays.equals(output, input), "decoded bytes encode to others: " + Bytes.of(input) + " to " + Bytes.of(output));
    }
}
