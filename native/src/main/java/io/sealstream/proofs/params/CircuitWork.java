package io.sealstream.proofs.params;

import io.sealstream.proofs.Circuit;
import java.time.Duration;

/** What making a circuit's parameters is called and costs, for people who wait. */
final class CircuitWork {
    /** Measured on a busy machine with two cores ({@code ops/bench/params}), and a third more. */
    private static final Duration SEAL = Duration.ofSeconds(95);
    private static final Duration WINDOW_POST = Duration.ofSeconds(2);
    private static final Duration WINNING_POST = Duration.ofSeconds(5);
    private static final Duration UPDATE = Duration.ofSeconds(90);
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
