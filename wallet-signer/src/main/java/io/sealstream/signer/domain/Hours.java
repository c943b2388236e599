package io.sealstream.signer.domain;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A span of each day in UTC, which may cross midnight.
 *
 * @param from first minute of the day in it
 * @param to   first minute after it; a span that ends where it begins is the whole day
 */
public record Hours(int from, int to) {
    private static final Pattern FORM = Pattern.compile("([01][0-9]|2[0-3]):([0-5][0-9])-([01][0-9]|2[0-3]):([0-5][0-9])");
    private static final int MINUTES_OF_HOUR = 60;
    private static final int MINUTES_OF_DAY = 24 * MINUTES_OF_HOUR;
    private static final long MILLIS_OF_MINUTE = 60_000;

    /**
     * Reads {@code 08:00-18:30}.
     *
     * @throws IllegalArgumentException naming the text
     */
    public static Hours parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("'" + text + "' are no hours; write them in UTC as 08:00-18:30");
        }
        return new Hours(minute(matcher, 1), minute(matcher, 3));
    }

    private static int minute(Matcher matcher, int group) {
        return Integer.parseInt(matcher.group(group)) * MINUTES_OF_HOUR + Integer.parseInt(matcher.group(group + 1));
    }

    /** True where the moment (milliseconds since 1970) lies in it. */
    boolean contains(long moment) {
        int minute = (int) Math.floorMod(Math.floorDiv(moment, MILLIS_OF_MINUTE), (long) MINUTES_OF_DAY);
        return Math.floorMod(minute - from, MINUTES_OF_DAY) < length();
    }

    private int length() {
        int length = Math.floorMod(to - from, MINUTES_OF_DAY);
        return length == 0 ? MINUTES_OF_DAY : length;
    }

    /** {@code 08:00-18:30 UTC}. */
    String text() {
        return clock(from) + "-" + clock(to) + " UTC";
    }

    private static String clock(int minute) {
        return "%02d:%02d".formatted(minute / MINUTES_OF_HOUR, minute % MINUTES_OF_HOUR);
    }
}
