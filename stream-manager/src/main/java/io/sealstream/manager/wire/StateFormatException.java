package io.sealstream.manager.wire;

/** Stored bytes that this version cannot read as a state: the stores must be rebuilt from the events. Never a fault of one record. */
public final class StateFormatException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StateFormatException(String what) {
        super(what + "; make the stores anew: stop all managers and run `stream-manager rebuild --config FILE`");
    }

    StateFormatException(String what, Throwable cause) {
        super(what + "; make the stores anew: stop all managers and run `stream-manager rebuild --config FILE`", cause);
    }
}
