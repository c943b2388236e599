package io.sealstream.devnet.chain.node;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * How much a dev chain checks beyond what the real chain does (chain.md 5.4). Both levels make the same blocks of the same messages, so that
 * a home may be opened with either; stand-ins for proofs are no level but a network of their own.
 */
public enum ValidationLevel {
    /** WindowPoSts that the chain takes on trust are checked aside, and wrong ones disputed. */
    FULL("full"),
    /** They are checked before the block with them is announced, so that whoever sees it land can ask whether it holds. */
    FULL_POST("full+post");

    private final String text;

    ValidationLevel(String text) {
        this.text = text;
    }

    public static Optional<ValidationLevel> of(String text) {
        return Arrays.stream(values()).filter(level -> level.text.equals(text)).findFirst();
    }

    /** All levels, for people. */
    public static String known() {
        return Arrays.stream(values()).map(level -> level.text).collect(Collectors.joining(", "));
    }

    @Override
    public String toString() {
        return text;
    }
}
