package io.sealstream.manager.simulation;

import io.sealstream.manager.domain.policy.ChainRules;
import io.sealstream.schemas.Serdes;

/** What all parts of a run share. */
record World(Options options, Scheduler scheduler, MemoryLog log, Serdes serdes, ChainRules rules, Trace trace, Storm storm,
        Calm calm) {
    Dice dice(String concern) {
        return new Dice(options.seed(), concern);
    }

    /** Runs an action after some time; {@code who} has planned it. */
    void after(long millis, Runnable action) {
        scheduler.after(millis, action);
    }

    long now() {
        return scheduler.now();
    }
}
