package io.sealstream.filecoin;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/**
 * RLE+ version 0: bits little-endian in bytes; two version bits, the value of the first run, then alternating runs as blocks: {@code 1} is a
 * run of one, {@code 01} and four bits a run below 16, {@code 00} and a varint a longer one (go-bitfield {@code rle/rleplus.go}).
 * Only the encoding that {@link #encode} makes is accepted: no trailing zero byte, shortest block for each length.
 */
final class RlePlus {
    /** Largest encoding that a node decodes (go-bitfield {@code MaxEncodedSize}). */
    static final int MAX_BYTES = 32 << 10;
    private static final int SHORT_RUN = 16;

    private RlePlus() {}

    static byte[] encode(BitField field) {
        long[] bounds = field.bounds();
        if (bounds.length == 0) {
            return new byte[0];
        }
        Writer out = new Writer();
        out.put(0, 2);
        out.put(bounds[0] == 0 ? 1 : 0, 1);
        long position = 0;
        for (long bound : bounds) {
            if (bound != position) {
                out.run(bound - position);
            }
            position = bound;
        }
        return out.finish();
    }

    static BitField decode(byte[] rle) {
        if (rle.length == 0) {
            return BitField.EMPTY;
        }
        if (rle.length > MAX_BYTES) {
            throw CodecException.of("bitfield of " + rle.length + " bytes, at most " + MAX_BYTES);
        }
        if (rle[rle.length - 1] == 0) {
            throw CodecException.at(rle.length - 1, "bitfield ends with a zero byte");
        }
        Reader in = new Reader(rle);
        if (in.take(2) != 0) {
            throw CodecException.at(0, "bitfield version is not 0");
        }
        boolean ones = in.take(1) == 1;
        RunCollector runs = new RunCollector(rle.length);
        long position = 0;
        for (long length = in.run(); length != 0; length = in.run()) {
            long end = position + length;
            if (Long.compareUnsigned(end, position) < 0) {
                throw CodecException.at(in.offset(), "bitfield is longer than 2^64 - 1");
            }
            if (ones) {
                runs.add(position, end);
            }
            ones = !ones;
            position = end;
        }
        BitField field = runs.build();
        if (!Arrays.equals(encode(field), rle)) {
            throw CodecException.of("bitfield is not in its shortest encoding");
        }
        return field;
    }

    private static final class Writer {
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();
        private int pending;
        private int bits;

        void put(int value, int count) {
            pending |= value << bits;
            bits += count;
            while (bits >= 8) {
                out.write(pending & 0xff);
                pending >>>= 8;
                bits -= 8;
            }
        }

        void run(long length) {
            if (length == 1) {
                put(1, 1);
            } else if (Long.compareUnsigned(length, SHORT_RUN) < 0) {
                put(0b10, 2);
                put((int) length, 4);
            } else {
                put(0, 2);
                for (byte b : Varint.encode(length)) {
                    put(b & 0xff, 8);
                }
            }
        }

        byte[] finish() {
            if (pending != 0) {
                out.write(pending);
            }
            byte[] all = out.toByteArray();
            int length = all.length;
            while (length > 0 && all[length - 1] == 0) {
                length--;
            }
            return Arrays.copyOf(all, length);
        }
    }

    /** Bits behind the end read as zero, so that the last block may be cut. */
    private static final class Reader {
        private final byte[] data;
        private int bit;

        Reader(byte[] data) {
            this.data = data;
        }

        int offset() {
            return bit / 8;
        }

        int take(int count) {
            int value = 0;
            for (int i = 0; i < count; i++, bit++) {
                int b = bit / 8 < data.length ? data[bit / 8] : 0;
                value |= ((b >>> (bit % 8)) & 1) << i;
            }
            return value;
        }

        /** Length of the next run; 0 at the end. */
        long run() {
            if (bit >= data.length * 8) {
                return 0;
            }
            if (take(1) == 1) {
                return 1;
            }
            if (take(1) == 1) {
                return take(4);
            }
            long value = 0;
            for (int shift = 0; shift < 64; shift += 7) {
                int b = take(8);
                if (shift == 63 && b > 1) {
                    break;
                }
                value |= (long) (b & 0x7f) << shift;
                if (b < 0x80) {
                    return value;
                }
            }
            throw CodecException.at(offset(), "run of a bitfield exceeds 64 bits");
        }
    }
}
