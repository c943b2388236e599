package io.sealstream.manager.rebuild;

/** A rebuild that must not begin, or that did not end. The message says what to do. */
public final class RebuildRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public RebuildRefusedException(String message) {
        super(message);
    }
}
