package io.sealstream.filecoin;

import org.jspecify.annotations.Nullable;

/**
 * How a type is written, stated once: its CBOR and its JSON form. {@link Shapes} has the primitives, {@link Tuple} builds the shape of a
 * record from its fields. Reading is total: a value or a {@link CodecException}.
 *
 * @param <T> the Java type
 */
public interface Shape<T extends @Nullable Object> {
    void write(CborWriter out, T value);

    T read(CborReader in);

    JsonTree toJson(T value);

    T fromJson(JsonTree json);

    default byte[] toCbor(T value) {
        CborWriter out = new CborWriter();
        write(out, value);
        return out.toBytes();
    }

    /** Decodes exactly one value; bytes behind it are refused. */
    default T fromCbor(byte[] cbor) {
        CborReader in = new CborReader(cbor);
        T value = read(in);
        in.end();
        return value;
    }

    /** CID of the CBOR: dag-cbor, blake2b-256. */
    default Cid cid(T value) {
        return Cid.ofCbor(toCbor(value));
    }
}
