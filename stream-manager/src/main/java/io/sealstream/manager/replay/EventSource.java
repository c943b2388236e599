package io.sealstream.manager.replay;

import java.util.List;

/** Where events come from. Their logs fall into groups that share nothing; the cursors of a group are merged by sequence. */
public interface EventSource extends AutoCloseable {
    /** Handles one group and uses it up. */
    interface Handler {
        /**
         * Takes the events of a group.
         *
         * @param more reads behind the cut where cursors have run dry; false when nothing came for a while
         */
        void handle(List<? extends Cursor> cursors, More more);
    }

    /** Looks for events behind the cut. */
    interface More {
        /** True when something came. */
        boolean look();
    }

    /** Runs through all groups. */
    void each(Handler handler);

    @Override
    void close();
}
