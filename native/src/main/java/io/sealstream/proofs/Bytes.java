package io.sealstream.proofs;

import java.util.Arrays;
import java.util.HexFormat;

/**
 * An immutable sequence of bytes with value equality: commitments, randomness, proofs and the library's opaque outputs.
 *
 * <p>{@link #toString()} shows the length and at most the first 16 bytes, so that a proof in a log line stays short.
 */
public final class Bytes {
    private static final int SHOWN = 16;
    private final byte[] value;

    private Bytes(byte[] value) {
        this.value = value;
    }

    /** A copy of the given bytes. */
    public static Bytes of(byte[] value) {
        return new Bytes(value.clone());
    }

    /** The bytes that a hexadecimal text names; no prefix, either case. */
    public static Bytes ofHex(String hex) {
        return new Bytes(HexFormat.of().parseHex(hex));
    }

    /** Takes ownership of the array: for buffers that this package has just made and shares with nobody. */
    static Bytes owning(byte[] value) {
        return new Bytes(value);
    }

    /** Number of bytes. */
    public int size() {
        return value.length;
    }

    /** A copy as an array. */
    public byte[] toArray() {
        return value.clone();
    }

    /** The array itself, for writing it out inside this package. */
    byte[] shared() {
        return value;
    }

    /** Lower-case hexadecimal without a prefix. */
    public String hex() {
        return HexFormat.of().formatHex(value);
    }

    /**
     * Checks the length, for the constructors of value records.
     *
     * @throws IllegalArgumentException naming the field, the length found and the length wanted
     */
    Bytes require(int size, String field) {
        if (value.length != size) {
            throw new IllegalArgumentException(field + " has " + value.length + " bytes, it must have " + size);
        }
        return this;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Bytes bytes && Arrays.equals(value, bytes.value);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(value);
    }

    @Override
    public String toString() {
        String shown = HexFormat.of().formatHex(value, 0, Math.min(SHOWN, value.length));
        return value.length <= SHOWN ? shown : shown + "…(" + value.length + " bytes)";
    }
}
