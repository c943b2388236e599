package io.sealstream.filecoin;

import java.nio.ByteBuffer;

/** 64-bit big-endian numbers inside hashed byte strings. */
final class BigEndian {
    private BigEndian() {}

    static byte[] of(long value) {
        return ByteBuffer.allocate(8).putLong(value).array();
    }

    static void put(byte[] into, int offset, long value) {
        ByteBuffer.wrap(into).putLong(offset, value);
    }

    static long get(byte[] from, int offset) {
        return ByteBuffer.wrap(from).getLong(offset);
    }
}
