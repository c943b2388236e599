package io.sealstream.manager.simulation;

/** An invariant does not hold. */
final class Violation extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Violation(String invariant, String what) {
        super(invariant + ": " + what);
    }

    Violation(String invariant, String what, Throwable cause) {
        super(invariant + ": " + what, cause);
    }
}
