package io.sealstream.manager.simulation;

import java.util.ArrayList;
import java.util.List;

/** One manager process. */
final class SimManager {
    private final String name;
    private final List<Runnable> deferred = new ArrayList<>();
    private boolean alive = true;
    private boolean paused;
    private long heard;

    SimManager(String name) {
        this.name = name;
    }

    String name() {
        return name;
    }

    boolean alive() {
        return alive;
    }

    void alive(boolean is) {
        alive = is;
        deferred.clear();
        paused = false;
    }

    boolean paused() {
        return paused;
    }

    void pause() {
        paused = true;
    }

    void resume() {
        paused = false;
        List<Runnable> due = List.copyOf(deferred);
        deferred.clear();
        due.forEach(Runnable::run);
    }

    void whenResumed(Runnable action) {
        deferred.add(action);
    }

    void hear() {
        heard++;
    }

    long heard() {
        return heard;
    }
}
