package io.sealstream.signer.domain;

/** Text of a stranger as people may see it: no line breaks or control characters that would forge a log, and not longer than a line. */
public final class Shown {
    private static final int MAX_CHARS = 120;

    private Shown() {}

    public static String of(String untrusted) {
        String cut = untrusted.length() <= MAX_CHARS ? untrusted : untrusted.substring(0, MAX_CHARS) + "...";
        return cut.replaceAll("[^\\x20-\\x7e]", "?");
    }
}
