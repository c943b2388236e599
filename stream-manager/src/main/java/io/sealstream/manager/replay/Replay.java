package io.sealstream.manager.replay;

import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

/** Folds what a source has, in order, and stops where a log is broken. */
public final class Replay {
    private final Selection selection;
    private final Consumer<LoggedEvent> each;
    private final Fold fold = new Fold();
    private final Set<String> stopped = new HashSet<>();
    private long events;

    /** @param each is told every event that was folded, in order */
    public Replay(Selection selection, Consumer<LoggedEvent> each) {
        this.selection = selection;
        this.each = each;
    }

    /**
     * Runs through the source once.
     *
     * @return the states at its end
     * @throws BrokenLogException with the place, where the events of a log do not follow each other or cannot be read
     */
    public Fold run(EventSource source) {
        source.each((cursors, more) -> {
            Merge merge = new Merge(cursors, more);
            for (LoggedEvent next = merge.next(); next != null; next = merge.next()) {
                take(next);
            }
        });
        selection.untilSequence().ifPresent(this::requireSequence);
        return fold;
    }

    private void take(LoggedEvent event) {
        if (stopped.contains(event.log())) {
            return;
        }
        if (selection.isBehind(event)) {
            stopped.add(event.log());
            return;
        }
        try {
            fold.take(event.log(), event.event());
        } catch (BrokenLogException e) {
            throw e.at(event.place());
        } catch (RuntimeException e) {
            throw new BrokenLogException(event.place() + ": event " + event.sequence() + " of " + event.log()
                    + " fits no state it could have been recorded in: " + e.getMessage(), e);
        }
        events++;
        each.accept(event);
    }

    private void requireSequence(long wanted) {
        String log = selection.log().orElseThrow();
        if (fold.position(log) < wanted) {
            throw new BrokenLogException("log " + log + " ends at sequence " + fold.position(log) + ", before " + wanted);
        }
    }

    /** Events folded. */
    public long events() {
        return events;
    }
}
