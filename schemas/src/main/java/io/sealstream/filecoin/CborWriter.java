package io.sealstream.filecoin;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Writes the part of CBOR that Filecoin's tuples use: arrays and maps of known length, integers, byte strings, text, booleans, null and tag 42,
 * always in the shortest form. Own code instead of a general library: the chain accepts one encoding only, and every value here has one.
 */
public final class CborWriter {
    static final int UNSIGNED = 0;
    static final int NEGATIVE = 1;
    static final int BYTE_STRING = 2;
    static final int TEXT_STRING = 3;
    static final int ARRAY = 4;
    static final int MAP = 5;
    static final int TAG = 6;
    static final int FALSE = 0xf4;
    static final int TRUE = 0xf5;
    static final int NULL = 0xf6;
    static final int TAG_CID = 42;

    private static final int FIRST_CAPACITY = 128;

    private byte[] buffer = new byte[FIRST_CAPACITY];
    private int size;

    /** Starts an array of {@code length} items. */
    public CborWriter array(int length) {
        head(ARRAY, length);
        return this;
    }

    /** Starts a map of {@code length} entries, each a key and a value. */
    public CborWriter map(int length) {
        head(MAP, length);
        return this;
    }

    /** An integer of the unsigned 64-bit range; the long holds its bits. */
    public CborWriter unsigned(long value) {
        head(UNSIGNED, value);
        return this;
    }

    /** An integer of the signed 64-bit range. */
    public CborWriter integer(long value) {
        if (value >= 0) {
            head(UNSIGNED, value);
        } else {
            head(NEGATIVE, -1 - value);
        }
        return this;
    }

    public CborWriter bytes(byte[] value) {
        head(BYTE_STRING, value.length);
        put(value);
        return this;
    }

    public CborWriter bytes(Bytes value) {
        return bytes(value.unsafe());
    }

    public CborWriter text(String value) {
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        head(TEXT_STRING, utf8.length);
        put(utf8);
        return this;
    }

    public CborWriter bool(boolean value) {
        put(value ? TRUE : FALSE);
        return this;
    }

    public CborWriter nil() {
        put(NULL);
        return this;
    }

    /** Tag 42 with the CID's bytes behind a zero byte. */
    public CborWriter cid(Cid value) {
        head(TAG, TAG_CID);
        byte[] cid = value.unsafe();
        head(BYTE_STRING, cid.length + 1L);
        put(0);
        put(cid);
        return this;
    }

    /** Filecoin's big integer: empty for zero, else a sign byte (0, 1) and the magnitude, in a byte string. */
    public CborWriter big(BigInteger value) {
        return bytes(BigIntegers.toBytes(value));
    }

    public CborWriter address(Address value) {
        return bytes(value.unsafe());
    }

    /** What was written so far. */
    public byte[] toBytes() {
        return Arrays.copyOf(buffer, size);
    }

    private void head(int major, long argument) {
        int high = major << 5;
        if (Long.compareUnsigned(argument, 24) < 0) {
            put(high | (int) argument);
        } else if (Long.compareUnsigned(argument, 0xff) <= 0) {
            put(high | 24);
            number(argument, 1);
        } else if (Long.compareUnsigned(argument, 0xffff) <= 0) {
            put(high | 25);
            number(argument, 2);
        } else if (Long.compareUnsigned(argument, 0xffff_ffffL) <= 0) {
            put(high | 26);
            number(argument, 4);
        } else {
            put(high | 27);
            number(argument, 8);
        }
    }

    private void number(long value, int bytes) {
        for (int shift = (bytes - 1) * 8; shift >= 0; shift -= 8) {
            put((int) (value >>> shift));
        }
    }

    private void put(int value) {
        room(1);
        buffer[size++] = (byte) value;
    }

    private void put(byte[] bytes) {
        room(bytes.length);
        System.arraycopy(bytes, 0, buffer, size, bytes.length);
        size += bytes.length;
    }

    private void room(int bytes) {
        if (bytes > buffer.length - size) {
            buffer = Arrays.copyOf(buffer, Math.max(Math.addExact(size, bytes), 2 * buffer.length));
        }
    }
}
