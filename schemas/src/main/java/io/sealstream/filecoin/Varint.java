package io.sealstream.filecoin;

import java.io.ByteArrayOutputStream;

/** Unsigned LEB128 as multiformats and Filecoin addresses use it: minimal, at most 64 bits. */
final class Varint {
    private static final int LAST_SHIFT = 63;

    private Varint() {}

    static byte[] encode(long unsigned) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(10);
        write(out, unsigned);
        return out.toByteArray();
    }

    static void write(ByteArrayOutputStream out, long unsigned) {
        long rest = unsigned;
        while ((rest & ~0x7fL) != 0) {
            out.write((int) (rest & 0x7f) | 0x80);
            rest >>>= 7;
        }
        out.write((int) rest);
    }

    /** Number of bytes that {@link #encode} makes. */
    static int length(long unsigned) {
        return Math.max(1, (70 - Long.numberOfLeadingZeros(unsigned)) / 7);
    }

    /** Reads one value at {@code offset}; its length is {@code length(result)} since only the minimal form is accepted. */
    static long decode(byte[] data, int offset) {
        long value = 0;
        int shift = 0;
        for (int i = offset; i < data.length; i++) {
            int b = data[i] & 0xff;
            if (shift == LAST_SHIFT && b > 1) {
                throw CodecException.at(i, "varint exceeds 64 bits");
            }
            value |= (long) (b & 0x7f) << shift;
            if (b < 0x80) {
                if (b == 0 && shift > 0) {
                    throw CodecException.at(i, "varint is not minimal");
                }
                return value;
            }
            shift += 7;
        }
        throw CodecException.at(data.length, "varint ends early");
    }
}
