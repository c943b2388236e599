package io.sealstream.manager.domain.message;

import io.sealstream.manager.wire.StateCodec;
import java.io.PrintStream;
import java.util.Locale;

/** Steps a second of a lane with many open messages; started by hand: {@code java … LaneRateBench 1000}. */
final class LaneRateBench {
    private static final int ROUNDS = 200;
    private static final double NANOS = 1e6;

    private LaneRateBench() {}

    /** Argument: open messages. Prints the milliseconds of a step without an event, of a wake and of the bytes of a state. */
    public static void main(String[] arguments) {
        measure(Integer.parseInt(arguments[0]), System.out);
    }

    static void measure(int open, PrintStream out) {
        Lane lane = new Lane();
        for (int i = 0; i < open; i++) {
            lane.signed("m" + i, 0);
            lane.step(lane.taken("m" + i));
        }
        time(out, "search without news", () -> lane.step(lane.found("m0", null, 0, 101)));
        time(out, "wake", () -> lane.step(new LaneCommand.Wake()));
        time(out, "bytes of the state", () -> StateCodec.encode(lane.lane()));
    }

    private static void time(PrintStream out, String what, Runnable step) {
        for (int i = 0; i < ROUNDS; i++) {
            step.run();
        }
        long begin = System.nanoTime();
        for (int i = 0; i < ROUNDS; i++) {
            step.run();
        }
        out.printf(Locale.ROOT, "%-22s %.3f ms%n", what, (System.nanoTime() - begin) / NANOS / ROUNDS);
    }
}
