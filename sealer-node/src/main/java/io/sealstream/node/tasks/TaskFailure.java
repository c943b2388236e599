package io.sealstream.node.tasks;

import io.sealstream.node.domain.FailureLevel;

/** A step cannot go on. The message is for the operator: what failed, why, what would help. */
final class TaskFailure extends Exception {
    private static final long serialVersionUID = 1L;
    private final FailureLevel level;

    TaskFailure(FailureLevel level, String message) {
        super(message);
        this.level = level;
    }

    FailureLevel level() {
        return level;
    }

    static TaskFailure temporary(String message) {
        return new TaskFailure(FailureLevel.TEMPORARY, message);
    }

    static TaskFailure permanent(String message) {
        return new TaskFailure(FailureLevel.PERMANENT, message);
    }

    static TaskFailure abort(String message) {
        return new TaskFailure(FailureLevel.ABORT, message);
    }
}
