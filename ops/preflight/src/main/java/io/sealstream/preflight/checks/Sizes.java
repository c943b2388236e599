package io.sealstream.preflight.checks;

import java.util.Locale;

/** Numbers of bytes for people. */
final class Sizes {
    static final long MIB = 1L << 20;
    static final long GIB = 1L << 30;
    private static final long TEN_GIB = 10 * GIB;

    private Sizes() {}

    static String text(long bytes) {
        if (bytes >= TEN_GIB) {
            return bytes / GIB + " GiB";
        }
        return bytes >= GIB ? String.format(Locale.ROOT, "%.1f GiB", (double) bytes / GIB) : bytes / MIB + " MiB";
    }

    static String rate(double bytesPerSecond) {
        return text((long) bytesPerSecond) + "/s";
    }
}
