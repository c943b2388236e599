package io.sealstream.manager.simulation;

import java.util.ArrayList;
import java.util.List;

/** A transaction of one producer. Its records are in the log at once, but only uncommitted readers see them before it is committed. */
final class Transaction {
    enum State {
        OPEN, COMMITTED, ABORTED
    }

    final List<LogRecord> records = new ArrayList<>();
    private State state = State.OPEN;

    State state() {
        return state;
    }

    void end(State end) {
        if (state != State.OPEN) {
            throw new IllegalStateException("a transaction that is " + state + " cannot become " + end);
        }
        state = end;
    }
}
