package io.sealstream.signer.keys;

/**
 * Cost of deriving an encryption key from a password: memory is {@code 1024 * n} bytes (block size 8).
 *
 * @param n rounds, a power of two
 * @param p repetitions
 */
public record ScryptCost(int n, int p) {
    /** Cost of venus-wallet: 256 MiB and about a second a key. */
    public static final ScryptCost STANDARD = new ScryptCost(262_144, 1);
    /** Most rounds that are accepted: 1 GiB. */
    public static final int MAX_N = 1 << 20;
    public static final int MAX_P = 16;

    public ScryptCost {
        if (n < 2 || n > MAX_N || Integer.bitCount(n) != 1) {
            throw new IllegalArgumentException("the cost of scrypt is " + n + "; it must be a power of two from 2 to " + MAX_N);
        }
        if (p < 1 || p > MAX_P) {
            throw new IllegalArgumentException("the parallel part of scrypt is " + p + "; it must be from 1 to " + MAX_P);
        }
    }
}
