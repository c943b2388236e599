package io.sealstream.filecoin;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;

/**
 * Writes the part of CBOR that Filecoin's tuples use: arrays of known length, integers, byte strings, text, booleans, null and tag 42,
 * always in the shortest form. Own code instead of a general library: the chain accepts one encoding only, and every value here has one.
 */
public final class CborWriter {
    static final int UNSIGNED = 0;
    static final int NEGATIVE = 1;
    static final int BYTE_STRING = 2;
    static final int TEXT_STRING = 3;
    static final int ARRAY = 4;
    static final int TAG = 6;
    static final int FALSE = 0xf4;
    static final int TRUE = 0xf5;
    static final int NULL = 0xf6;
    static final int TAG_CID = 42;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    /** Starts an array of {@code length} items. */
    public CborWriter array(int length) {
        head(ARRAY, length);
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
        out.writeBytes(value);
        return this;
    }

    public CborWriter bytes(Bytes value) {
        return bytes(value.unsafe());
    }

    public CborWriter text(String value) {
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        head(TEXT_STRING, utf8.length);
        out.writeBytes(utf8);
        return this;
    }

    public CborWriter bool(boolean value) {
        out.write(value ? TRUE : FALSE);
        return this;
    }

    public CborWriter nil() {
        out.write(NULL);
        return this;
    }

    /** Tag 42 with the CID's bytes behind a zero byte. */
    public CborWriter cid(Cid value) {
        head(TAG, TAG_CID);
        byte[] cid = value.unsafe();
        head(BYTE_STRING, cid.length + 1L);
        out.write(0);
        out.writeBytes(cid);
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
        return out.toByteArray();
    }

    private void head(int major, long argument) {
        int high = major << 5;
        if (Long.compareUnsigned(argument, 24) < 0) {
            out.write(high | (int) argument);
        } else if (Long.compareUnsigned(argument, 0xff) <= 0) {
            out.write(high | 24);
            number(argument, 1);
        } else if (Long.compareUnsigned(argument, 0xffff) <= 0) {
            out.write(high | 25);
            number(argument, 2);
        } else if (Long.compareUnsigned(argument, 0xffff_ffffL) <= 0) {
            out.write(high | 26);
            number(argument, 4);
        } else {
            out.write(high | 27);
            number(argument, 8);
        }
    }

    private void number(long value, int bytes) {
        for (int shift = (bytes - 1) * 8; shift >= 0; shift -= 8) {
            out.write((int) (value >>> shift) & 0xff);
        }
    }
}
