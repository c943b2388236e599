package io.sealstream.proofs.params;

import io.sealstream.proofs.Circuit;
import java.time.Duration;

/** What making a circuit's parameters is called and costs, for people who wait. */
final class CircuitWork {
    /**
     * Times measured on a busy machine with two cores, times two: the generator does not keep both busy all the time. That of an
     * update is the seal's, scaled by the number of constraints (1.7 to 2.7 million).
     */
    private static final Duration SEAL = Duration.ofMinutes(17);
    private static final Duration WINDOW_POST = Duration.ofSeconds(12);
    private static final Duration WINNING_POST = Duration.ofSeconds(90);
    private static final Duration UPDATE = Duration.ofMinutes(11);
    private static final Duration AGGREGATE = Duration.ofSeconds(1);

    private CircuitWork() {}

    static String name(Circuit circuit) {
        return switch (circuit) {
            case Circuit.Seal seal -> "seal (" + seal.type().libraryName() + ")";
            case Circuit.WindowPoSt post -> "WindowPoSt (" + post.type().libraryName() + ")";
            case Circuit.WinningPoSt post -> "WinningPoSt (" + post.type().libraryName() + ")";
            case Circuit.Update update -> "replica update (" + update.type().libraryName() + ")";
            case Circuit.Aggregate aggregate -> "aggregates of " + aggregate.proofs() + " proofs";
        };
    }

    /** Time on one core for sectors of 2 KiB, roughly. */
    static Duration cpuTime(Circuit circuit) {
        return switch (circuit) {
            case Circuit.Seal _ -> SEAL;
            case Circuit.WindowPoSt _ -> WINDOW_POST;
            case Circuit.WinningPoSt _ -> WINNING_POST;
            case Circuit.Update _ -> UPDATE;
            case Circuit.Aggregate _ -> AGGREGATE;
        };
    }
}
