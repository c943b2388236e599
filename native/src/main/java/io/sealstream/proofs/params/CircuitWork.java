package io.sealstream.proofs.params;

import io.sealstream.proofs.Circuit;
import java.time.Duration;

/**
 * What making a circuit's parameters costs, roughly, for people who wait and for the room that it needs. Measured with
 * {@code ops/bench/params} on a machine with two cores.
 *
 * @param cpuTime on one core, and a third more than measured
 * @param megabytes of the files, in millions of bytes
 */
record CircuitWork(Duration cpuTime, long megabytes) {
    private static final long MEGABYTE = 1_000_000;
    /** Sectors of 2 KiB, the smaller of the two sizes with parameters of their own. */
    private static final long SMALL = 2048;

    static CircuitWork of(Circuit circuit) {
        boolean small = circuit.sectorSize() <= SMALL;
        return switch (circuit) {
            case Circuit.Seal _ -> small ? seconds(95, 1115) : seconds(120, 1430);
            case Circuit.WindowPoSt _ -> small ? seconds(2, 12) : seconds(4, 31);
            case Circuit.WinningPoSt _ -> small ? seconds(5, 48) : seconds(11, 114);
            case Circuit.Update _ -> small ? seconds(90, 656) : seconds(340, 4269);
            case Circuit.Aggregate _ -> seconds(1, 1);
        };
    }

    private static CircuitWork seconds(long cpu, long megabytes) {
        return new CircuitWork(Duration.ofSeconds(cpu), megabytes);
    }

    static String name(Circuit circuit) {
        return switch (circuit) {
            case Circuit.Seal seal -> "seal (" + seal.type().libraryName() + ")";
            case Circuit.WindowPoSt post -> "WindowPoSt (" + post.type().libraryName() + ")";
            case Circuit.WinningPoSt post -> "WinningPoSt (" + post.type().libraryName() + ")";
            case Circuit.Update update -> "replica update (" + update.type().libraryName() + ")";
            case Circuit.Aggregate aggregate -> "aggregates of " + aggregate.proofs() + " proofs";
        };
    }

    /** Bytes of the files. */
    long bytes() {
        return megabytes * MEGABYTE;
    }
}
