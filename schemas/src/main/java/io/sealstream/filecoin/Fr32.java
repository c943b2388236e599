package io.sealstream.filecoin;

/** fr32 padding: every 254 bits of data become one 256-bit field element, so 127 bytes become 128 (lotus {@code storage/sealer/fr32}). */
public final class Fr32 {
    public static final int UNPADDED = 127;
    public static final int PADDED = 128;

    private static final int ELEMENT_BYTES = 32;
    private static final int ELEMENT_BITS = 254;

    private Fr32() {}

    /** Pads whole groups of 127 bytes. */
    public static byte[] pad(byte[] data) {
        if (data.length % UNPADDED != 0) {
            throw CodecException.of("fr32 input of " + data.length + " bytes is not a multiple of " + UNPADDED);
        }
        byte[] out = new byte[data.length / UNPADDED * PADDED];
        for (int group = 0; group < data.length / UNPADDED; group++) {
            pad(data, group * UNPADDED, out, group * PADDED);
        }
        return out;
    }

    /** Pads one group of 127 bytes at {@code from} into 128 bytes at {@code to}. */
    static void pad(byte[] data, int from, byte[] out, int to) {
        for (int element = 0; element < 4; element++) {
            int source = element * ELEMENT_BITS / 8;
            int bit = element * ELEMENT_BITS % 8;
            for (int i = 0; i < ELEMENT_BYTES; i++) {
                int at = source + i;
                int low = at < UNPADDED ? data[from + at] & 0xff : 0;
                int high = at + 1 < UNPADDED ? data[from + at + 1] & 0xff : 0;
                out[to + element * ELEMENT_BYTES + i] = (byte) ((low | high << 8) >>> bit);
            }
            out[to + element * ELEMENT_BYTES + ELEMENT_BYTES - 1] &= 0x3f;
        }
    }
}
