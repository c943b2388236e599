package io.sealstream.filecoin;

import java.math.BigInteger;
import java.util.List;
import java.util.stream.Stream;

/** The natural logarithm in Q.128 exactly as the actors approximate it (go-state-types {@code util/math/ln.go}). */
final class NaturalLog {
    private static final int PRECISION = 128;
    private static final BigInteger LN2 = new BigInteger("235865763225513294137944142764154484399");
    private static final List<BigInteger> NUMERATOR = numbers("261417938209272870992496419296200268025",
            "7266615505142943436908456158054846846897", "32458783941900493142649393804518050491988",
            "17078670566130897220338060387082146864806", "-35150353308172866634071793531642638290419",
            "-20351202052858059355702509232125230498980", "-1563932590352680681114104005183375350999");
    private static final List<BigInteger> DENOMINATOR = numbers("49928077726659937662124949977867279384",
            "2508163877009111928787629628566491583994", "21757751789594546643737445330202599887121",
            "53400635271583923415775576342898617051826", "41248834748603606604000911015235164348839",
            "9015227820322455780436733526367238305537", "340282366920938463463374607431768211456");

    private NaturalLog() {}

    static List<BigInteger> numbers(String... decimal) {
        return Stream.of(decimal).map(BigInteger::new).toList();
    }

    /** ln of a positive Q.128 number: ln(x × 2^k) = ln(x) + k × ln 2 with x between one and two. */
    static BigInteger of(BigInteger z) {
        int k = z.abs().bitLength() - 1 - PRECISION;
        BigInteger x = k > 0 ? z.shiftRight(k) : z.shiftLeft(-k);
        BigInteger ratio = FilterEstimate.floor(polynomial(NUMERATOR, x).shiftLeft(PRECISION), polynomial(DENOMINATOR, x));
        return BigInteger.valueOf(k).multiply(LN2).add(ratio);
    }

    /** Coefficients from the highest power down, in Q.128. */
    static BigInteger polynomial(List<BigInteger> coefficients, BigInteger x) {
        BigInteger value = coefficients.getFirst();
        for (BigInteger coefficient : coefficients.subList(1, coefficients.size())) {
            value = value.multiply(x).shiftRight(PRECISION).add(coefficient);
        }
        return value;
    }
}
