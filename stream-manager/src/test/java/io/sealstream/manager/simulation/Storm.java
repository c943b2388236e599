package io.sealstream.manager.simulation;

import java.util.EnumSet;
import java.util.Set;

/** Which faults a run has, and whether they still happen. After the storm comes the calm, in which everything must come right. */
final class Storm {
    private static final double SHARE = 0.4;

    private final Set<Fault> faults;
    private boolean over;

    Storm(Options options) {
        Dice dice = new Dice(options.seed(), "storm");
        EnumSet<Fault> drawn = EnumSet.noneOf(Fault.class);
        for (Fault fault : Fault.values()) {
            if (dice.chance(SHARE)) {
                drawn.add(fault);
            }
        }
        drawn.removeAll(options.without());
        this.faults = drawn;
    }

    Set<Fault> faults() {
        return Set.copyOf(faults);
    }

    boolean has(Fault fault) {
        return !over && faults.contains(fault);
    }

    boolean isOver() {
        return over;
    }

    void end() {
        over = true;
    }
}
