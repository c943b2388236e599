package io.sealstream.proofs.params;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the maker of a file says while it is at it, in {@code <file>.progress} beside it ({@code rust/proofs/src/progress.rs}).
 *
 * @param percent of the whole time, 0 to 100
 * @param work what is being done
 */
record MakerStage(int percent, String work) {
    /** Before the maker said anything. */
    static final MakerStage START = new MakerStage(0, "starting");

    private static final Pattern LINE = Pattern.compile("(\\d{1,2}|100) (\\S.*)");

    /** The stage of a file that may be in the making, or {@link #START} where nothing readable says so. */
    static MakerStage of(Path file) {
        try {
            Matcher line = LINE.matcher(Files.readString(file.resolveSibling(file.getFileName() + ".progress")).strip());
            return line.matches() ? new MakerStage(Integer.parseInt(line.group(1)), line.group(2)) : START;
        } catch (IOException e) {
            return START;
        }
    }

    /** Time left at the pace so far; before there is one, what is left of the time expected. */
    Duration left(Duration elapsed, Duration expected) {
        if (percent > 0) {
            return elapsed.multipliedBy(100L - percent).dividedBy(percent);
        }
        Duration left = expected.minus(elapsed);
        return left.isNegative() ? Duration.ZERO : left;
    }
}
