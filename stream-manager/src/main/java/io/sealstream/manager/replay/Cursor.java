package io.sealstream.manager.replay;

import org.jspecify.annotations.Nullable;

/** A place in a sequence of events, for example one partition of one topic. */
interface Cursor {
    /** The event under the cursor; null where none is left before the cut and none was read behind it. */
    @Nullable
    LoggedEvent head();

    /** True when the event under the cursor stands before the cut: it was there when reading began. */
    boolean isDue();

    /** Moves to the next event. */
    void advance();
}
