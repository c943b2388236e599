package io.sealstream.bench;

import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/** Measures the ways to one key under load, a row of the report for each. */
final class SignLoad {
    static final double MEDIAN = 0.5;
    static final double TAIL = 0.99;
    /** Compilers need longer for the first measurement of a way. */
    private static final int FIRST = 3;
    private static final double PERCENT = 100;

    private final String curve;
    private final Supplier<ProcessCost> cost;
    private final Duration warm;
    private final Duration time;
    private final Report report;
    private double bare;

    /** @param cost what the signer's process has cost so far */
    SignLoad(String curve, Supplier<ProcessCost> cost, Duration warm, Duration time, Report report) {
        this.curve = curve;
        this.cost = cost;
        this.warm = warm;
        this.time = time;
        this.report = report;
    }

    static void head(Report report) {
        report.row("curve", "way", "in flight", "p50 ms", "p99 ms", "a second", "a second of a core", "of the bare call")
                .row("---", "---", "---", "---", "---", "---", "---", "---");
    }

    /** What the others are compared with. */
    void bare(double perCoreSecond) {
        bare = perCoreSecond;
        report.row(curve, "bare library call", "", "", "", "", Math.round(bare), "");
    }

    /** Measures with each number of requests in flight, and says how many were sent in all. */
    long run(String way, RoundTrip trip, List<Integer> inFlight) {
        Load load = new Load(trip);
        load.run(inFlight.getLast(), warm.multipliedBy(FIRST), Duration.ZERO);
        inFlight.forEach(each -> row(way, each, load));
        return load.sent();
    }

    private void row(String way, int inFlight, Load load) {
        load.run(inFlight, warm, Duration.ZERO);
        ProcessCost before = cost.get();
        Latencies result = load.run(inFlight, Duration.ZERO, time);
        double ofCore = result.count() / cost.get().secondsSince(before);
        report.row(curve, way, inFlight, result.millis(MEDIAN), result.millis(TAIL), Math.round(result.perSecond()),
                Math.round(ofCore), Math.round(PERCENT * ofCore / bare) + " %");
    }
}
