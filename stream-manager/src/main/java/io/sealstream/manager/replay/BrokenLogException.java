package io.sealstream.manager.replay;

/** A log that cannot be folded: a gap, a repeat, an event out of place, or bytes that are no event. The message names the place. */
public final class BrokenLogException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public BrokenLogException(String message) {
        super(message);
    }

    public BrokenLogException(String message, Throwable cause) {
        super(message, cause);
    }

    /** The event of a log that does not follow the one before. */
    static BrokenLogException sequence(String log, long expected, long found) {
        return new BrokenLogException("log " + log + ": sequence " + expected + " was expected and " + found + " found, "
                + (found < expected ? "an event stands twice or out of order" : "events are missing"));
    }

    /** The same with the record where it showed. */
    BrokenLogException at(String place) {
        return new BrokenLogException(place + ": " + getMessage(), this);
    }
}
