package io.sealstream.manager.simulation;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** Which faults a run has, and whether they still happen. After the storm comes the calm, in which everything must come right. */
final class Storm {
    private static final double SHARE = 0.4;
    private static final double SELDOM = 0.05;

    private final Set<Fault> faults;
    private final Map<Fault, Integer> strikes = new EnumMap<>(Fault.class);
    private boolean over;

    Storm(Options options) {
        this.faults = EnumSet.noneOf(Fault.class);
        this.faults.addAll(options.only() == null ? drawn(options) : options.only());
        this.faults.removeAll(options.without());
    }

    private static Set<Fault> drawn(Options options) {
        Dice dice = new Dice(options.seed(), "storm");
        EnumSet<Fault> drawn = EnumSet.noneOf(Fault.class);
        for (Fault fault : Fault.values()) {
            if (dice.chance(share(fault))) {
                drawn.add(fault);
            }
        }
        return drawn;
    }

    private static double share(Fault fault) {
        return switch (fault) {
            case STEP_NEVER_WORKS -> SELDOM;
            case CLOCKS_RUN_OUT -> 4 * SELDOM;
            default -> SHARE;
        };
    }

    Set<Fault> faults() {
        return Set.copyOf(faults);
    }

    boolean has(Fault fault) {
        return !over && faults.contains(fault);
    }

    /** A fault struck. */
    void struck(Fault fault) {
        strikes.merge(fault, 1, Integer::sum);
    }

    /** How often each sudden fault struck. */
    Map<Fault, Integer> strikes() {
        return Map.copyOf(strikes);
    }

    boolean isOver() { return over; }

    void end() {
        over = true;
    }
}
