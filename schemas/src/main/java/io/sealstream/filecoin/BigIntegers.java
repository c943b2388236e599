package io.sealstream.filecoin;

import java.math.BigInteger;
import java.util.Arrays;

/** Filecoin's bytes of a big integer: empty is zero; else one sign byte (0 positive, 1 negative) and the magnitude without leading zeros. */
final class BigIntegers {
    /** Largest encoding a node decodes, sign byte included (go-state-types {@code big.BigIntMaxSerializedLen}). */
    static final int MAX_BYTES = 128;

    private BigIntegers() {}

    static byte[] toBytes(BigInteger value) {
        if (value.signum() == 0) {
            return new byte[0];
        }
        byte[] twos = value.abs().toByteArray();
        int skip = twos[0] == 0 ? 1 : 0;
        byte[] out = new byte[twos.length - skip + 1];
        out[0] = (byte) (value.signum() < 0 ? 1 : 0);
        System.arraycopy(twos, skip, out, 1, twos.length - skip);
        return out;
    }

    static BigInteger fromBytes(byte[] bytes) {
        if (bytes.length == 0) {
            return BigInteger.ZERO;
        }
        if (bytes.length > MAX_BYTES) {
            throw CodecException.of("big integer of " + bytes.length + " bytes, at most " + MAX_BYTES);
        }
        if (bytes[0] != 0 && bytes[0] != 1) {
            throw CodecException.of("big integer has sign byte " + (bytes[0] & 0xff) + ", not 0 or 1");
        }
        if (bytes.length == 1 || bytes[1] == 0) {
            throw CodecException.of("big integer has leading zeros");
        }
        return new BigInteger(bytes[0] == 0 ? 1 : -1, Arrays.copyOfRange(bytes, 1, bytes.length));
    }

    /** Decimal text with an optional minus and no leading zeros. */
    static BigInteger parse(String text) {
        if (!text.matches("-?(0|[1-9][0-9]{0,307})") || text.equals("-0")) {
            throw CodecException.of("not a decimal integer: " + Text.excerpt(text));
        }
        BigInteger value = new BigInteger(text);
        if (value.abs().bitLength() > (MAX_BYTES - 1) * Byte.SIZE) {
            throw CodecException.of("integer of " + value.abs().bitLength() + " bits, at most " + (MAX_BYTES - 1) * Byte.SIZE);
        }
        return value;
    }
}
