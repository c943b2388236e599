package io.sealstream.filecoin;

import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/** An immutable byte string with value equality, so that records that carry bytes are values too. */
public final class Bytes implements Comparable<Bytes> {
    public static final Bytes EMPTY = new Bytes(new byte[0]);

    private final byte[] value;

    private Bytes(byte[] value) {
        this.value = value;
    }

    /** Copies the array. */
    public static Bytes of(byte[] value) {
        return value.length == 0 ? EMPTY : new Bytes(value.clone());
    }

    /** Takes an array that nobody else holds. */
    static Bytes wrap(byte[] value) {
        return value.length == 0 ? EMPTY : new Bytes(value);
    }

    /** Lower- or upper-case hexadecimal without prefix. */
    public static Bytes fromHex(String hex) {
        try {
            return wrap(HexFormat.of().parseHex(hex));
        } catch (IllegalArgumentException e) {
            throw CodecException.of("not hexadecimal: " + Text.excerpt(hex));
        }
    }

    /** Standard base64 with padding, the form of bytes in Filecoin's JSON. */
    public static Bytes fromBase64(String base64) {
        try {
            return wrap(Base64.getDecoder().decode(base64));
        } catch (IllegalArgumentException e) {
            throw CodecException.of("not base64: " + Text.excerpt(base64));
        }
    }

    public int length() {
        return value.length;
    }

    public boolean isEmpty() { return value.length == 0; }

    public byte get(int index) {
        return value[index];
    }

    /** A fresh copy. */
    public byte[] toArray() {
        return value.clone();
    }

    /** The bytes from {@code from} (inclusive) to {@code to} (exclusive). */
    public Bytes slice(int from, int to) {
        return wrap(Arrays.copyOfRange(value, from, to));
    }

    /** This followed by {@code next}. */
    public Bytes concat(Bytes next) {
        byte[] joined = Arrays.copyOf(value, value.length + next.value.length);
        System.arraycopy(next.value, 0, joined, value.length, next.value.length);
        return wrap(joined);
    }

    public String toHex() {
        return HexFormat.of().formatHex(value);
    }

    public String toBase64() {
        return Base64.getEncoder().encodeToString(value);
    }

    /** The inner array for readers of this package that do not keep or change it. */
    byte[] unsafe() {
        return value;
    }

    /** Order of unsigned bytes. */
    @Override
    public int compareTo(Bytes other) {
        return Arrays.compareUnsigned(value, other.value);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Bytes that && Arrays.equals(value, that.value);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(value);
    }

    @Override
    public String toString() {
        return toHex();
    }
}
