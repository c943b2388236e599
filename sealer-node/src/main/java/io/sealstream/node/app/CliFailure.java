package io.sealstream.node.app;

/** A command that failed: one sentence that says what, why and what to do. Exit code 1. */
final class CliFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CliFailure(String message) {
        super(message);
    }
}
