package io.sealstream.preflight.report;

/**
 * One line of the report.
 *
 * @param verdict how it is
 * @param subject what it is about, in a word or two
 * @param found   what was found
 * @param fix     what to do; empty when it passes
 */
public record Line(Verdict verdict, String subject, String found, String fix) {
    public Line {
        if ((verdict == Verdict.PASS) != fix.isEmpty()) {
            throw new IllegalArgumentException("a line says what to do exactly when it does not pass: " + subject);
        }
    }

    public static Line pass(String subject, String found) {
        return new Line(Verdict.PASS, subject, found, "");
    }

    public static Line warn(String subject, String found, String fix) {
        return new Line(Verdict.WARN, subject, found, fix);
    }

    public static Line fix(String subject, String found, String fix) {
        return new Line(Verdict.FIX, subject, found, fix);
    }
}
