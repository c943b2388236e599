package io.sealstream.filecoin;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads what {@link CborWriter} writes and nothing else: shortest forms, known lengths. Every length is checked against its limit and
 * against the bytes that are left before memory is taken. Limits are those of the Go nodes (cbor-gen).
 */
public final class CborReader {
    /** Most elements of an array (cbor-gen {@code MaxLength}). */
    public static final int MAX_ARRAY = 8192;
    /** Most bytes of a byte string (cbor-gen {@code ByteArrayMaxLen}). */
    public static final int MAX_BYTES = 2 << 20;

    /** Most bytes of a map's key. */
    private static final int MAX_KEY = 64;

    private final byte[] data;
    private int at;

    public CborReader(byte[] data) {
        this.data = data;
    }

    /** The head of an array: its length. */
    public int array() {
        int start = at;
        long length = head(CborWriter.ARRAY, "an array");
        if (Long.compareUnsigned(length, MAX_ARRAY) > 0) {
            throw CodecException.at(start, "array of " + Long.toUnsignedString(length) + " elements, at most " + MAX_ARRAY);
        }
        if (length > data.length - at) {
            throw CodecException.at(start, "array of " + length + " elements, but only " + (data.length - at) + " bytes follow");
        }
        return (int) length;
    }

    /** The head of a tuple that must have {@code length} fields. */
    public void tuple(int length) {
        int start = at;
        int actual = array();
        if (actual != length) {
            throw CodecException.at(start, "tuple of " + actual + " fields instead of " + length);
        }
    }

    /** The head of a map that must have {@code length} entries. */
    public void map(int length) {
        int start = at;
        long actual = head(CborWriter.MAP, "a map");
        if (actual != length) {
            throw CodecException.at(start, "map of " + Long.toUnsignedString(actual) + " entries instead of " + length);
        }
    }

    /** A key of a map that must be this one: keys have one order. */
    public void key(String name) {
        int start = at;
        String actual = text(MAX_KEY);
        if (!actual.equals(name)) {
            throw CodecException.at(start, "key " + Text.excerpt(actual) + " where '" + name + "' is expected");
        }
    }

    /** An integer of the unsigned 64-bit range, as bits. */
    public long unsigned() {
        return head(CborWriter.UNSIGNED, "an unsigned integer");
    }

    /** An integer of the signed 64-bit range. */
    public long integer() {
        int start = at;
        int major = peek() >>> 5;
        if (major != CborWriter.UNSIGNED && major != CborWriter.NEGATIVE) {
            throw CodecException.at(start, "expected an integer");
        }
        long value = head(major, "an integer");
        if (value < 0) {
            throw CodecException.at(start, "integer exceeds 64 bits with sign");
        }
        return major == CborWriter.UNSIGNED ? value : -1 - value;
    }

    public byte[] bytes() {
        return bytes(MAX_BYTES);
    }

    /** A byte string of at most {@code limit} bytes. */
    public byte[] bytes(int limit) {
        return string(CborWriter.BYTE_STRING, "a byte string", limit);
    }

    /** UTF-8 text of at most {@code limit} bytes. */
    public String text(int limit) {
        int start = at;
        byte[] utf8 = string(CborWriter.TEXT_STRING, "text", limit);
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
        } catch (CharacterCodingException e) {
            throw CodecException.at(start, "text is not UTF-8");
        }
    }

    public boolean bool() {
        int b = peek();
        if (b != CborWriter.TRUE && b != CborWriter.FALSE) {
            throw CodecException.at(at, "expected true or false");
        }
        at++;
        return b == CborWriter.TRUE;
    }

    /** Consumes a null if one is next. */
    public boolean nil() {
        if (peek() != CborWriter.NULL) {
            return false;
        }
        at++;
        return true;
    }

    public Cid cid() {
        int start = at;
        if (head(CborWriter.TAG, "a CID (tag 42)") != CborWriter.TAG_CID) {
            throw CodecException.at(start, "expected a CID (tag 42)");
        }
        byte[] body = bytes(Cid.MAX_BYTES + 1);
        if (body.length == 0 || body[0] != 0) {
            throw CodecException.at(start, "a CID in CBOR starts with a zero byte");
        }
        try {
            return Cid.fromBytes(Arrays.copyOfRange(body, 1, body.length));
        } catch (CodecException e) {
            throw CodecException.at(start, e.why());
        }
    }

    public BigInteger big() {
        int start = at;
        byte[] body = bytes(BigIntegers.MAX_BYTES);
        try {
            return BigIntegers.fromBytes(body);
        } catch (CodecException e) {
            throw CodecException.at(start, e.why());
        }
    }

    public Address address() {
        int start = at;
        byte[] body = bytes(Address.MAX_BYTES);
        try {
            return Address.fromBytes(body);
        } catch (CodecException e) {
            throw CodecException.at(start, e.why());
        }
    }

    /** Offset of the next byte. */
    public int offset() {
        return at;
    }

    /** Refuses bytes after the value. */
    public void end() {
        if (at != data.length) {
            throw CodecException.at(at, (data.length - at) + " bytes after the end of the value");
        }
    }

    private byte[] string(int major, String expected, int limit) {
        int start = at;
        long length = head(major, expected);
        if (Long.compareUnsigned(length, limit) > 0) {
            throw CodecException.at(start, expected + " of " + Long.toUnsignedString(length) + " bytes, at most " + limit);
        }
        if (length > data.length - at) {
            throw CodecException.at(start, expected + " of " + length + " bytes, but only " + (data.length - at) + " follow");
        }
        at += (int) length;
        return Arrays.copyOfRange(data, at - (int) length, at);
    }

    private int peek() {
        if (at >= data.length) {
            throw CodecException.at(at, "input ends early");
        }
        return data[at] & 0xff;
    }

    private long head(int major, String expected) {
        int start = at;
        int first = peek();
        if (first >>> 5 != major) {
            throw CodecException.at(start, "expected " + expected);
        }
        at++;
        int info = first & 31;
        if (info < 24) {
            return info;
        }
        if (info > 27) {
            throw CodecException.at(start, "lengths must be known: expected " + expected);
        }
        int bytes = 1 << (info - 24);
        long value = number(bytes);
        boolean shortest = bytes == 1 ? value >= 24 : value >>> (bytes * 4) != 0;
        if (!shortest) {
            throw CodecException.at(start, "not the shortest form of " + expected);
        }
        return value;
    }

    private long number(int bytes) {
        if (bytes > data.length - at) {
            throw CodecException.at(at, "input ends early");
        }
        long value = 0;
        for (int i = 0; i < bytes; i++) {
            value = (value << 8) | (data[at++] & 0xff);
        }
        return value;
    }
}
