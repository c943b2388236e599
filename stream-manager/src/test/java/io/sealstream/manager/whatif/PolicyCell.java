package io.sealstream.manager.whatif;

import java.util.List;
import java.util.Locale;
import java.util.stream.LongStream;

/** One row of the table: a policy under a base fee and a load, the mean of its draws; clocks are their sum. */
record PolicyCell(FeeShape shape, Load load, String policy, double messages, double megaGas, double burnt, double middle,
        double high,
        double highPreCommit, long near, long missed) {
    private static final double FIL = 1e18;
    private static final double MILLION = 1e6;
    private static final double EPOCHS_PER_HOUR = 120;
    private static final int MIDDLE = 50;
    private static final int HIGH = 95;

    static PolicyCell of(FeeShape shape, Load load, List<Outcome> draws) {
        List<Tally> both = draws.stream().map(Outcome::both).toList();
        return new PolicyCell(shape, load, draws.getFirst().name(), both.stream().mapToLong(Tally::messages).average().orElse(0),
                both.stream().mapToLong(Tally::exactGas).sum() / MILLION
                        / Math.max(1, both.stream().mapToLong(Tally::sectors).sum()),
                both.stream().mapToDouble(each -> each.burnt().atto().doubleValue() / FIL).average().orElse(0),
                hours(draws.stream().mapToLong(each -> each.waits().percentile(MIDDLE))),
                hours(draws.stream().mapToLong(each -> each.waits().percentile(HIGH))),
                hours(draws.stream().mapToLong(each -> each.preCommit().waits().percentile(HIGH))),
                both.stream().mapToLong(Tally::nearExpiry).sum(), both.stream().mapToLong(Tally::missed).sum());
    }

    private static double hours(LongStream epochs) {
        return epochs.average().orElse(0) / EPOCHS_PER_HOUR;
    }

    /** True for a row of the same base fee and load. */
    boolean isBeside(PolicyCell other) {
        return shape == other.shape && load == other.load;
    }

    boolean isOurs() { return policy.startsWith("ours"); }

    String place() {
        return shape.name().toLowerCase(Locale.ROOT) + " | " + load.name().toLowerCase(Locale.ROOT);
    }

    /** What this burns more than another, in percent. */
    String against(PolicyCell other) {
        return String.format(Locale.ROOT, "%+.0f %%", 100 * (burnt / other.burnt - 1));
    }

    String row() {
        return String.format(Locale.ROOT, "| %s | %s | %,.0f | %.2f | %.4f | %.1f | %.2f | %.2f | %d | %d |", place(), policy,
                messages,
                megaGas, burnt, middle, high, highPreCommit, near, missed);
    }
}
