package io.sealstream.devnet.chain.rules;

import io.sealstream.filecoin.ExitCode;

/** An actor refuses a call: the receipt gets this exit code and the state changes of the call are dropped. */
public final class Abort extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ExitCode code;

    private Abort(ExitCode code, String why) {
        super(why, null, false, false);
        this.code = code;
    }

    public static Abort of(ExitCode code, String why) {
        return new Abort(code, why);
    }

    public static Abort illegalArgument(String why) {
        return new Abort(ExitCode.USR_ILLEGAL_ARGUMENT, why);
    }

    public static Abort notFound(String why) {
        return new Abort(ExitCode.USR_NOT_FOUND, why);
    }

    public static Abort forbidden(String why) {
        return new Abort(ExitCode.USR_FORBIDDEN, why);
    }

    public static Abort insufficientFunds(String why) {
        return new Abort(ExitCode.USR_INSUFFICIENT_FUNDS, why);
    }

    public static Abort illegalState(String why) {
        return new Abort(ExitCode.USR_ILLEGAL_STATE, why);
    }

    public ExitCode code() {
        return code;
    }

    /** Why, never null. */
    public String why() {
        String message = getMessage();
        return message == null ? code.text() : message;
    }
}
