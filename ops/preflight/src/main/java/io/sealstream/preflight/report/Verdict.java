package io.sealstream.preflight.report;

import java.util.Locale;

/** How a line ends. */
public enum Verdict {
    /** All is well. */
    PASS,
    /** It works, and something should be known or mended at leisure. */
    WARN,
    /** It must be mended before the process may be trusted with sectors. */
    FIX;

    /** As it is printed. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
