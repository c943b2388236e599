package io.sealstream.filecoin;

import java.math.BigInteger;

/** Bitcoin's base58, the text form of peer ids. */
final class Base58 {
    private static final String ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
    private static final BigInteger BASE = BigInteger.valueOf(58);
    /** Longer than the text of any peer id; the conversion takes quadratic time. */
    private static final int MAX_TEXT = 175;

    private Base58() {}

    static String encode(byte[] data) {
        StringBuilder out = new StringBuilder();
        for (BigInteger rest = new BigInteger(1, data); rest.signum() > 0; rest = rest.divide(BASE)) {
            out.append(ALPHABET.charAt(rest.mod(BASE).intValue()));
        }
        for (int i = 0; i < data.length && data[i] == 0; i++) {
            out.append(ALPHABET.charAt(0));
        }
        return out.reverse().toString();
    }

    static byte[] decode(String text) {
        if (text.length() > MAX_TEXT) {
            throw CodecException.of("base58 text of " + text.length() + " characters");
        }
        BigInteger value = BigInteger.ZERO;
        int zeros = 0;
        for (int i = 0; i < text.length(); i++) {
            int digit = ALPHABET.indexOf(text.charAt(i));
            if (digit < 0) {
                throw CodecException.of("not base58: " + Text.excerpt(text));
            }
            zeros += value.signum() == 0 && digit == 0 ? 1 : 0;
            value = value.multiply(BASE).add(BigInteger.valueOf(digit));
        }
        byte[] number = value.signum() == 0 ? new byte[0] : value.toByteArray();
        int skip = number.length > 0 && number[0] == 0 ? 1 : 0;
        byte[] out = new byte[zeros + number.length - skip];
        System.arraycopy(number, skip, out, zeros, number.length - skip);
        return out;
    }
}
