package io.sealstream.manager.simulation;

import io.sealstream.manager.topology.TestSerdes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Runs beside each other, as many at a time as there are cores. */
final class Runs {
    private Runs() {}

    /** All outcomes, in the order of their options. */
    static List<Outcome> of(List<Options> all) throws InterruptedException, ExecutionException {
        List<Outcome> outcomes = new ArrayList<>();
        try (ExecutorService pool = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors())) {
            List<Future<Outcome>> running = all.stream()
                    .map(options -> pool.submit(() -> Simulation.run(options, TestSerdes.fresh()))).toList();
            for (Future<Outcome> each : running) {
                outcomes.add(each.get());
            }
        }
        return Collections.unmodifiableList(outcomes);
    }
}
