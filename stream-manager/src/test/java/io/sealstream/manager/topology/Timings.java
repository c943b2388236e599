package io.sealstream.manager.topology;

/** Opens the keys of timers to the simulation. */
public final class Timings {
    private Timings() {}

    /** Key under which the next wake of a machine stands. */
    public static String key(String target) {
        return Timers.key(target);
    }
}
