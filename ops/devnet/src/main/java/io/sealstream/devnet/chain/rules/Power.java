package io.sealstream.devnet.chain.rules;

import java.math.BigInteger;

/** Raw-byte and quality-adjusted power in bytes; negative in differences ({@code PowerPair} of the miner actor). */
public record Power(BigInteger raw, BigInteger qa) {
    public static final Power ZERO = new Power(BigInteger.ZERO, BigInteger.ZERO);

    public Power plus(Power other) {
        return new Power(raw.add(other.raw), qa.add(other.qa));
    }

    public Power minus(Power other) {
        return new Power(raw.subtract(other.raw), qa.subtract(other.qa));
    }

    public Power negate() {
        return new Power(raw.negate(), qa.negate());
    }

    public boolean isZero() { return raw.signum() == 0 && qa.signum() == 0; }

    public boolean isNegative() { return raw.signum() < 0 || qa.signum() < 0; }
}
