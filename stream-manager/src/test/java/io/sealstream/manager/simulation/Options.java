package io.sealstream.manager.simulation;

import java.util.Set;

/**
 * What a run is made from.
 *
 * @param seed    everything random follows from it
 * @param without faults that are left out, to shorten a failing run
 * @param defect  a bug that is planted on purpose; NONE in ordinary runs
 */
record Options(long seed, Set<Fault> without, Defect defect) {
    Options {
        without = Set.copyOf(without);
    }

    static Options of(long seed) {
        return new Options(seed, Set.of(), Defect.NONE);
    }

    Options withDefect(Defect planted) {
        return new Options(seed, without, planted);
    }

    Options withoutFaults(Set<Fault> left) {
        return new Options(seed, left, defect);
    }
}
