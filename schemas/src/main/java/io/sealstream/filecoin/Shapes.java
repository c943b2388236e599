package io.sealstream.filecoin;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The shapes of single values, lists and optional values; JSON rules of chain.md 0.1. */
public final class Shapes {
    /** Unsigned 64-bit integer; the long holds its bits. */
    public static final Shape<Long> UNSIGNED = of(CborWriter::unsigned, CborReader::unsigned,
            v -> new JsonTree.Whole(BitField.unsigned(v)), Shapes::unsigned);
    /** Signed 64-bit integer. */
    public static final Shape<Long> INTEGER = of(CborWriter::integer, CborReader::integer, JsonTree::of, Shapes::integer);
    public static final Shape<ChainEpoch> EPOCH = map(INTEGER, ChainEpoch::new, ChainEpoch::value);
    public static final Shape<ActorId> ACTOR_ID = map(UNSIGNED, ActorId::new, ActorId::value);
    public static final Shape<Boolean> BOOL = of(CborWriter::bool, CborReader::bool, JsonTree.Flag::new, Shapes::flag);
    /** A byte string; base64 in JSON, {@code null} for none. */
    public static final Shape<Bytes> BYTES = of(CborWriter::bytes, in -> Bytes.wrap(in.bytes()), Shapes::base64, Shapes::bytes);
    public static final Shape<BigInteger> BIG = of(CborWriter::big, CborReader::big, v -> JsonTree.of(v.toString()),
            json -> BigIntegers.parse(text(json)));
    public static final Shape<TokenAmount> AMOUNT = map(BIG, TokenAmount::new, TokenAmount::atto);
    public static final Shape<Address> ADDRESS = of(CborWriter::address, CborReader::address, v -> JsonTree.of(v.toString()),
            json -> Address.parse(text(json)));
    /** Tag 42; {@code {"/": text}} in JSON. */
    public static final Shape<Cid> CID = of(CborWriter::cid, CborReader::cid, Shapes::link, Shapes::cid);
    /** RLE+ in a byte string; run lengths in JSON. */
    public static final Shape<BitField> BITFIELD = of((out, v) -> out.bytes(v.toRle()), Shapes::readBitField, Shapes::runs,
            Shapes::bitField);

    /** Text: UTF-8 in CBOR, at most 1 KiB. */
    public static final Shape<String> TEXT = of(CborWriter::text, in -> in.text(1024), JsonTree::of, Shapes::text);
    /** A libp2p peer id of at most {@link ChainLimits#maxPeerIdBytes()} bytes; base58 in JSON, {@code null} for none. */
    public static final Shape<Bytes> PEER_ID = of(CborWriter::bytes,
            in -> Bytes.wrap(in.bytes(ChainLimits.NV28.maxPeerIdBytes())),
            v -> v.isEmpty() ? JsonTree.Nothing.INSTANCE : JsonTree.of(Base58.encode(v.unsafe())),
            json -> json instanceof JsonTree.Nothing ? Bytes.EMPTY : Bytes.wrap(Base58.decode(text(json))));

    /** An address that may be undefined; nodes write that as {@code "<empty>"}. */
    public static final Shape<@Nullable Address> ADDRESS_OR_UNDEFINED = new UndefinableAddress();

    private Shapes() {}

    private interface Write<T> {
        void write(CborWriter out, T value);
    }

    private static <T> Shape<T> of(Write<T> write, Function<CborReader, T> read, Function<T, JsonTree> toJson,
            Function<JsonTree, T> fromJson) {
        return new Shape<>() {
            @Override
            public void write(CborWriter out, T value) {
                write.write(out, value);
            }

            @Override
            public T read(CborReader in) {
                return read.apply(in);
            }

            @Override
            public JsonTree toJson(T value) {
                return toJson.apply(value);
            }

            @Override
            public T fromJson(JsonTree json) {
                return fromJson.apply(json);
            }
        };
    }

    /** The same encoding for another Java type. */
    public static <A, B> Shape<B> map(Shape<A> shape, Function<A, B> wrap, Function<B, A> unwrap) {
        return of((out, v) -> shape.write(out, unwrap.apply(v)), in -> wrap.apply(shape.read(in)),
                v -> shape.toJson(unwrap.apply(v)),
                json -> wrap.apply(shape.fromJson(json)));
    }

    /** An integer that always has one value, such as a message's version. */
    public static Shape<Long> constant(long value) {
        return map(UNSIGNED, read -> {
            if (read != value) {
                throw CodecException.of("expected " + value + ", not " + Long.toUnsignedString(read));
            }
            return read;
        }, v -> v);
    }

    /** A CBOR array; {@code []} or {@code null} in JSON. */
    public static <T> Shape<List<T>> list(Shape<T> item) {
        return of((out, v) -> {
            out.array(v.size());
            v.forEach(each -> item.write(out, each));
        }, in -> readList(item, in), v -> new JsonTree.Items(v.stream().map(item::toJson).toList()),
                json -> fromItems(item, json));
    }

    private static <T> List<T> readList(Shape<T> item, CborReader in) {
        int length = in.array();
        List<T> values = new ArrayList<>();
        for (int i = 0; i < length; i++) {
            try {
                values.add(item.read(in));
            } catch (CodecException e) {
                throw e.inside("[" + i + "]");
            }
        }
        return List.copyOf(values);
    }

    private static <T> List<T> fromItems(Shape<T> item, JsonTree json) {
        if (json instanceof JsonTree.Nothing) {
            return List.of();
        }
        if (!(json instanceof JsonTree.Items(List<JsonTree> items))) {
            throw CodecException.of("expected a list, not " + json.kind());
        }
        List<T> values = new ArrayList<>(items.size());
        for (int i = 0; i < items.size(); i++) {
            try {
                values.add(item.fromJson(items.get(i)));
            } catch (CodecException e) {
                throw e.inside("[" + i + "]");
            }
        }
        return List.copyOf(values);
    }

    /** A value or null ({@code f6}). */
    public static <T> Shape<@Nullable T> optional(Shape<T> shape) {
        return new Shape<>() {
            @Override
            public void write(CborWriter out, @Nullable T value) {
                if (value == null) {
                    out.nil();
                } else {
                    shape.write(out, value);
                }
            }

            @Override
            public @Nullable T read(CborReader in) {
                return in.nil() ? null : shape.read(in);
            }

            @Override
            public JsonTree toJson(@Nullable T value) {
                return value == null ? JsonTree.Nothing.INSTANCE : shape.toJson(value);
            }

            @Override
            public @Nullable T fromJson(JsonTree json) {
                return json instanceof JsonTree.Nothing ? null : shape.fromJson(json);
            }
        };
    }

    private static final class UndefinableAddress implements Shape<@Nullable Address> {
        private static final String UNDEFINED = "<empty>";

        @Override
        public void write(CborWriter out, @Nullable Address value) {
            out.bytes(value == null ? new byte[0] : value.unsafe());
        }

        @Override
        public @Nullable Address read(CborReader in) {
            byte[] bytes = in.bytes(Address.MAX_BYTES);
            return bytes.length == 0 ? null : Address.fromBytes(bytes);
        }

        @Override
        public JsonTree toJson(@Nullable Address value) {
            return JsonTree.of(value == null ? UNDEFINED : value.toString());
        }

        @Override
        public @Nullable Address fromJson(JsonTree json) {
            boolean undefined = json instanceof JsonTree.Nothing
                    || (json instanceof JsonTree.Text(String text) && (text.isEmpty() || text.equals(UNDEFINED)));
            return undefined ? null : ADDRESS.fromJson(json);
        }
    }

    static String text(JsonTree json) {
        if (json instanceof JsonTree.Text(String value)) {
            return value;
        }
        throw CodecException.of("expected text, not " + json.kind());
    }

    private static BigInteger number(JsonTree json) {
        if (json instanceof JsonTree.Whole(BigInteger value)) {
            return value;
        }
        throw CodecException.of("expected a number, not " + json.kind());
    }

    private static long unsigned(JsonTree json) {
        BigInteger value = number(json);
        if (value.signum() < 0 || value.bitLength() > 64) {
            throw CodecException.of("number " + Text.excerpt(value.toString()) + " is outside 0 to 2^64 - 1");
        }
        return value.longValue();
    }

    private static long integer(JsonTree json) {
        BigInteger value = number(json);
        if (value.bitLength() > 63) {
            throw CodecException.of("number " + Text.excerpt(value.toString()) + " exceeds 64 bits with sign");
        }
        return value.longValue();
    }

    private static boolean flag(JsonTree json) {
        if (json instanceof JsonTree.Flag(boolean value)) {
            return value;
        }
        throw CodecException.of("expected true or false, not " + json.kind());
    }

    private static JsonTree base64(Bytes value) {
        return value.isEmpty() ? JsonTree.Nothing.INSTANCE : JsonTree.of(value.toBase64());
    }

    private static Bytes bytes(JsonTree json) {
        return json instanceof JsonTree.Nothing ? Bytes.EMPTY : Bytes.fromBase64(text(json));
    }

    private static JsonTree link(Cid cid) {
        return new JsonTree.Fields(java.util.Map.of("/", JsonTree.of(cid.toString())));
    }

    private static Cid cid(JsonTree json) {
        if (json instanceof JsonTree.Fields fields && fields.get("/") instanceof JsonTree.Text(String text)) {
            return Cid.parse(text);
        }
        throw CodecException.of("expected a CID ({\"/\": text}), not " + json.kind());
    }

    private static BitField readBitField(CborReader in) {
        int start = in.offset();
        byte[] rle = in.bytes(RlePlus.MAX_BYTES);
        try {
            return RlePlus.decode(rle);
        } catch (CodecException e) {
            throw CodecException.at(start, e.why());
        }
    }

    private static JsonTree runs(BitField value) {
        return new JsonTree.Items(value.toRuns().stream().map(run -> (JsonTree) new JsonTree.Whole(run)).toList());
    }

    private static BitField bitField(JsonTree json) {
        if (json instanceof JsonTree.Nothing) {
            return BitField.EMPTY;
        }
        if (json instanceof JsonTree.Items(List<JsonTree> items)) {
            return BitField.fromRuns(items.stream().map(Shapes::number).toList());
        }
        throw CodecException.of("expected run lengths, not " + json.kind());
    }
}
