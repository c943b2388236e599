package io.sealstream.manager.simulation;

import io.sealstream.manager.topology.TestSerdes;
import java.util.EnumSet;

/** A failing run with as few kinds of faults as still make it fail in the same way. */
record Shortening(Outcome outcome) {
    static Shortening of(Outcome failed) {
        Outcome shortest = Simulation.run(failed.options(), TestSerdes.fresh());
        EnumSet<Fault> left = EnumSet.noneOf(Fault.class);
        left.addAll(failed.options().without());
        for (Fault fault : failed.faults().stream().sorted().toList()) {
            EnumSet<Fault> fewer = EnumSet.copyOf(left);
            fewer.add(fault);
            Outcome tried = Simulation.run(failed.options().withoutFaults(fewer), TestSerdes.fresh());
            if (!tried.ok() && kind(tried).equals(kind(failed))) {
                left = fewer;
                shortest = tried;
            }
        }
        return new Shortening(shortest);
    }

    private static String kind(Outcome outcome) {
        String what = outcome.what();
        return what.substring(0, Math.max(0, what.indexOf(':')));
    }

    /** What a person needs to look into it. */
    String text() {
        return "seed " + outcome.options().seed() + " fails: " + outcome.what() + "\nfaults that are enough: "
                + outcome.faults().stream().sorted().toList() + "\nrun it again: ops/bin/simulate --seed "
                + outcome.options().seed()
                + (outcome.options().defect() == Defect.NONE ? "" : " --defect " + outcome.options().defect()) + "\n  "
                + String.join("\n  ", outcome.trace());
    }
}
