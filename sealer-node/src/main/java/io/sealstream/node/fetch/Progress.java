package io.sealstream.node.fetch;

import java.time.Duration;
import java.util.Locale;

/**
 * How far fetching is.
 *
 * @param bytes     that are here, those of earlier runs included
 * @param total     that will be here; what no server has told the length of is not counted
 * @param files     that are verified and have their names
 * @param allFiles  that were missing at the start
 * @param perSecond bytes that came in a second of late; 0 when none came
 */
public record Progress(long bytes, long total, int files, int allFiles, double perSecond) {
    private static final long KIB = 1L << 10;
    private static final long MIB = 1L << 20;
    private static final long GIB = 1L << 30;
    private static final int PERCENT = 100;
    private static final long MINUTE = 60;
    private static final long HOUR = 3600;

    /** One line for people. */
    public String line() {
        long percent = total == 0 ? 0 : Math.min(PERCENT, PERCENT * bytes / total);
        return files + " of " + allFiles + " files, " + size(bytes) + " of " + size(total) + " (" + percent + " %), "
                + (perSecond > 0 ? size((long) perSecond) + "/s, " + left() : "nothing comes at present");
    }

    private String left() {
        Duration left = Duration.ofSeconds((long) (Math.max(0, total - bytes) / perSecond));
        if (left.toSeconds() >= HOUR) {
            return left.toHours() + " h " + left.toMinutesPart() + " min left";
        }
        return left.toSeconds() >= MINUTE ? left.toMinutes() + " min left" : left.toSeconds() + " s left";
    }

    /** A number of bytes for people. */
    public static String size(long bytes) {
        if (bytes >= GIB) {
            return String.format(Locale.ROOT, "%.1f GiB", (double) bytes / GIB);
        }
        return bytes >= MIB ? String.format(Locale.ROOT, "%.1f MiB", (double) bytes / MIB) : (bytes + KIB - 1) / KIB + " KiB";
    }
}
