package io.sealstream.acceptance.wallet;

/** A step of the chapter did not go as it is written; the message names the step and what came instead. */
final class StepFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StepFailed(String what) {
        super(what);
    }

    StepFailed(String what, Throwable cause) {
        super(what, cause);
    }
}
