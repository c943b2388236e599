package io.sealstream.conformance;

/** A registry refused a call. */
final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;
    /** Where a client tells that something is unknown, but not by which code. */
    static final int UNKNOWN = 0;

    private final int code;

    Refusal(int code, String message) {
        super(code + ": " + message);
        this.code = code;
    }

    int code() {
        return code;
    }
}
