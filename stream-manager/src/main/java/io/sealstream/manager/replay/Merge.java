package io.sealstream.manager.replay;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The events of one group in an order that every log in it allows. All topics of a group were written by one writer in one order, so the
 * oldest event not yet taken is under some cursor and is the next one of its log; where no cursor stands on such an event, one is missing.
 * Transactions end at slightly different times in different partitions: an event before the cut may need one behind it.
 */
final class Merge {
    private final List<? extends Cursor> cursors;
    private final EventSource.More more;
    private final Map<String, Long> positions = new HashMap<>();

    Merge(List<? extends Cursor> cursors, EventSource.More more) {
        this.cursors = cursors;
        this.more = more;
    }

    /**
     * The next event; null when all before the cut are taken.
     *
     * @throws BrokenLogException where an event is missing or stands twice
     */
    @Nullable
    LoggedEvent next() {
        while (true) {
            LoggedEvent taken = take(true);
            if (taken != null) {
                return taken;
            }
            if (cursors.stream().noneMatch(Cursor::isDue)) {
                return null;
            }
            taken = take(false);
            if (taken != null) {
                return taken;
            }
            if (!more.look()) {
                throw missing();
            }
        }
    }

    private @Nullable LoggedEvent take(boolean due) {
        for (Cursor cursor : cursors) {
            LoggedEvent head = cursor.isDue() == due ? cursor.head() : null;
            if (head == null) {
                continue;
            }
            long expected = expected(head.log());
            if (head.sequence() < expected) {
                throw BrokenLogException.sequence(head.log(), expected, head.sequence()).at(head.place());
            }
            if (head.sequence() == expected) {
                positions.put(head.log(), expected);
                cursor.advance();
                return head;
            }
        }
        return null;
    }

    private long expected(String log) {
        return positions.getOrDefault(log, 0L) + 1;
    }

    /** The oldest of the events that wait names the place: the one it waits for would have come before it. */
    private BrokenLogException missing() {
        Optional<LoggedEvent> oldest = cursors.stream().filter(Cursor::isDue).map(Cursor::head)
                .min(Comparator.comparingLong(e -> e.raw().timestamp()));
        LoggedEvent waits = oldest.orElseThrow(() -> new IllegalStateException("nothing waits"));
        return BrokenLogException.sequence(waits.log(), expected(waits.log()), waits.sequence()).at(waits.place());
    }
}
