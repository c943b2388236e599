package io.sealstream.manager.topology;

import io.sealstream.manager.wire.Head;
import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.manager.domain.Target;
import java.util.Optional;

/** The machines of one sub-topology: which of them takes a command, and what follows from its step. Pure except for the unit. */
interface Family {
    /** Takes one command; fills the unit with what follows. Returns why it was refused, or empty. */
    Optional<String> take(Unit unit, Pending pending);

    /** Positions, timers and head. */
    Stores.Book book();

    /** What every machine of the partition must be told at a reorg; enqueues it. */
    void reorg(Unit unit, ChainEpoch revertedTo);

    /** A new head was put; what a family keeps of it beside. */
    default void heard(Unit unit, Head head) {}

    /** Sets the timer of a machine by what its state waits for now; for states that were not made by {@link #take}. */
    void settle(Unit unit, Target target);
}
