package io.sealstream.manager.simulation;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a run is made from.
 *
 * @param seed    everything random follows from it
 * @param only    the faults the storm has; null lets the seed draw them
 * @param without faults that are left out, to shorten a failing run
 * @param defect  a bug that is planted on purpose; NONE in ordinary runs
 * @param scene   what is scripted; null lets the seed draw it
 */
record Options(long seed, @Nullable Set<Fault> only, Set<Fault> without, Defect defect, @Nullable Scene scene) {
    Options {
        only = only == null ? null : Set.copyOf(only);
        without = Set.copyOf(without);
    }

    static Options of(long seed) {
        return new Options(seed, null, Set.of(), Defect.NONE, null);
    }

    Options withOnly(Set<Fault> faults) {
        return new Options(seed, faults, without, defect, scene);
    }

    Options withScene(Scene scripted) {
        return new Options(seed, only, without, defect, scripted);
    }

    Options withDefect(Defect planted) {
        return new Options(seed, only, without, planted, scene);
    }

    Options withoutFaults(Set<Fault> left) {
        return new Options(seed, only, left, defect, scene);
    }
}
