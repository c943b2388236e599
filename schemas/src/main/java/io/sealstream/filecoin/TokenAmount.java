package io.sealstream.filecoin;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.Map;

/** An amount of FIL, counted in attoFIL (10^-18 FIL); may be negative in differences. */
public record TokenAmount(BigInteger atto) implements Comparable<TokenAmount> {
    public static final TokenAmount ZERO = new TokenAmount(BigInteger.ZERO);

    private static final Map<String, Integer> UNITS = units();
    private static final int MAX_TEXT = 128;

    private static Map<String, Integer> units() {
        Map<String, Integer> units = new LinkedHashMap<>();
        units.put("FIL", 18);
        units.put("milliFIL", 15);
        units.put("microFIL", 12);
        units.put("nanoFIL", 9);
        units.put("picoFIL", 6);
        units.put("femtoFIL", 3);
        units.put("attoFIL", 0);
        return units;
    }

    public static TokenAmount ofAtto(long atto) {
        return new TokenAmount(BigInteger.valueOf(atto));
    }

    public static TokenAmount ofNanoFil(long nano) {
        return new TokenAmount(BigInteger.valueOf(nano).multiply(BigInteger.TEN.pow(9)));
    }

    public static TokenAmount ofFil(long fil) {
        return new TokenAmount(BigInteger.valueOf(fil).multiply(BigInteger.TEN.pow(18)));
    }

    /** Reads {@code "5 nanoFIL"}, {@code "0.07 FIL"} or, without a unit, a whole number of attoFIL. */
    public static TokenAmount parse(String text) {
        String trimmed = text.strip();
        if (trimmed.matches("-?[0-9]{1,60}")) {
            return new TokenAmount(new BigInteger(trimmed));
        }
        int space = trimmed.indexOf(' ');
        String number = space < 0 ? trimmed : trimmed.substring(0, space);
        Integer digits = space < 0 ? null : UNITS.get(trimmed.substring(space).strip());
        if (trimmed.length() > MAX_TEXT || digits == null || !number.matches("-?[0-9]{1,60}(\\.[0-9]{1,18})?")) {
            throw CodecException
                    .of("not an amount (for example '5 nanoFIL', '0.07 FIL' or attoFIL digits): " + Text.excerpt(text));
        }
        try {
            return new TokenAmount(new BigDecimal(number).scaleByPowerOfTen(digits).toBigIntegerExact());
        } catch (ArithmeticException e) {
            throw CodecException.of("amount is finer than one attoFIL: " + Text.excerpt(text));
        }
    }

    public TokenAmount plus(TokenAmount other) {
        return new TokenAmount(atto.add(other.atto));
    }

    public TokenAmount minus(TokenAmount other) {
        return new TokenAmount(atto.subtract(other.atto));
    }

    public TokenAmount times(long factor) {
        return new TokenAmount(atto.multiply(BigInteger.valueOf(factor)));
    }

    /** {@code this * numerator / denominator}, rounded towards zero. */
    public TokenAmount scaled(long numerator, long denominator) {
        return new TokenAmount(atto.multiply(BigInteger.valueOf(numerator)).divide(BigInteger.valueOf(denominator)));
    }

    public TokenAmount negate() {
        return new TokenAmount(atto.negate());
    }

    public TokenAmount min(TokenAmount other) {
        return compareTo(other) <= 0 ? this : other;
    }

    public TokenAmount max(TokenAmount other) {
        return compareTo(other) >= 0 ? this : other;
    }

    public boolean isZero() { return atto.signum() == 0; }

    public boolean isNegative() { return atto.signum() < 0; }

    public boolean isPositive() { return atto.signum() > 0; }

    /** For people: in the largest unit in which the amount is at least one, exact, for example {@code 0.07 FIL} as {@code 70 milliFIL}. */
    public String format() {
        for (Map.Entry<String, Integer> unit : UNITS.entrySet()) {
            if (atto.abs().compareTo(BigInteger.TEN.pow(unit.getValue())) >= 0) {
                return new BigDecimal(atto, unit.getValue()).stripTrailingZeros().toPlainString() + " " + unit.getKey();
            }
        }
        return "0 FIL";
    }

    @Override
    public int compareTo(TokenAmount other) {
        return atto.compareTo(other.atto);
    }

    /** Decimal attoFIL, the form of Filecoin's JSON. */
    @Override
    public String toString() {
        return atto.toString();
    }
}
