package io.sealstream.manager.config;

import io.sealstream.filecoin.NetworkPolicy;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Durations as Go writes them ({@code time.ParseDuration}): {@code 1h}, {@code 1m30s}, {@code 1.5h}, {@code 0s}; days {@code 2d} besides. In
 * policies they stand for epochs of 30 s, also on networks whose epochs are shorter: there the count of epochs is what is meant.
 */
final class GoDuration {
    static final String FORM = "a duration such as \"90s\", \"1m30s\", \"4h\" or \"2d\"";
    private static final Pattern PART = Pattern.compile("([0-9]{1,9}(?:\\.[0-9]{1,9})?)(ns|us|µs|ms|s|m|h|d)");
    private static final Pattern WHOLE = Pattern.compile("(?:" + PART.pattern() + ")+");
    private static final Map<String, Long> NANOS = Map.of("ns", 1L, "us", 1_000L, "µs", 1_000L, "ms", 1_000_000L, "s",
            1_000_000_000L, "m", 60_000_000_000L, "h", 3_600_000_000_000L, "d", 86_400_000_000_000L);
    private static final BigDecimal MOST_NANOS = BigDecimal.valueOf(Long.MAX_VALUE);
    private static final Duration EPOCH = NetworkPolicy.MAINNET.blockTime();

    private GoDuration() {}

    static Optional<Duration> parse(String text) {
        if (text.equals("0")) {
            return Optional.of(Duration.ZERO);
        }
        if (!WHOLE.matcher(text).matches()) {
            return Optional.empty();
        }
        BigDecimal nanos = BigDecimal.ZERO;
        for (Matcher part = PART.matcher(text); part.find();) {
            nanos = nanos.add(new BigDecimal(part.group(1)).multiply(BigDecimal.valueOf(NANOS.getOrDefault(part.group(2), 0L))));
        }
        return nanos.compareTo(MOST_NANOS) > 0
                ? Optional.empty()
                : Optional.of(Duration.ofNanos(nanos.setScale(0, RoundingMode.CEILING).longValueExact()));
    }

    /** How many epochs it takes, the last one counted whole. */
    static long epochs(Duration time) {
        long whole = time.dividedBy(EPOCH);
        return EPOCH.multipliedBy(whole).equals(time) ? whole : whole + 1;
    }

    /** The other way, for people: {@code 4h (480 epochs)}. */
    static String show(long epochs) {
        Duration time = EPOCH.multipliedBy(epochs);
        String text = part(time.toHours(), "h") + part(time.toMinutesPart(), "m") + part(time.toSecondsPart(), "s");
        return (text.isEmpty() ? "0s" : text) + " (" + epochs + (epochs == 1 ? " epoch)" : " epochs)");
    }

    private static String part(long count, String unit) {
        return count == 0 ? "" : count + unit;
    }
}
