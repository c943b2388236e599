package io.sealstream.manager.cli;

/** A command that failed: one sentence that says what, why and what to do. Exit code 1. */
public final class CliFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public CliFailure(String message) {
        super(message);
    }
}
