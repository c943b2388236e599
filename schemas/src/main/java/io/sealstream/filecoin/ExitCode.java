package io.sealstream.filecoin;

import java.util.Arrays;
import java.util.Optional;

/** Exit codes of messages (ref-fvm {@code shared/src/error/mod.rs}; codes from 32 on are those of actors: builtin-actors {@code actors/market/src/lib.rs}, {@code actors/miner/src/lib.rs}). */
public enum ExitCode {
    OK(0, "ok"), //
    SYS_SENDER_INVALID(1, "sender invalid"), //
    SYS_SENDER_STATE_INVALID(2, "sender state invalid (nonce or balance)"), //
    SYS_ILLEGAL_INSTRUCTION(4, "illegal instruction"), //
    SYS_INVALID_RECEIVER(5, "invalid receiver"), //
    SYS_INSUFFICIENT_FUNDS(6, "insufficient funds of the sender"), //
    SYS_OUT_OF_GAS(7, "out of gas"), //
    SYS_ILLEGAL_EXIT_CODE(9, "illegal exit code"), //
    SYS_ASSERTION_FAILED(10, "assertion failed in the system"), //
    SYS_MISSING_RETURN(11, "missing return"), //
    USR_ILLEGAL_ARGUMENT(16, "illegal argument"), //
    USR_NOT_FOUND(17, "not found"), //
    USR_FORBIDDEN(18, "forbidden"), //
    USR_INSUFFICIENT_FUNDS(19, "insufficient funds"), //
    USR_ILLEGAL_STATE(20, "illegal state"), //
    USR_SERIALIZATION(21, "serialization"), //
    USR_UNHANDLED_MESSAGE(22, "unhandled method"), //
    USR_UNSPECIFIED(23, "unspecified failure"), //
    USR_ASSERTION_FAILED(24, "assertion failed"), //
    USR_READ_ONLY(25, "read only"), //
    USR_NOT_PAYABLE(26, "not payable"), //
    MARKET_DEAL_EXPIRED(32, "deal expired"), //
    ERR_BALANCE_INVARIANTS_BROKEN(1000, "balance invariants of the miner broken"), //
    ERR_NOTIFICATION_SEND_FAILED(1001, "notification: send failed"), //
    ERR_NOTIFICATION_RECEIVER_ABORTED(1002, "notification: receiver aborted"), //
    ERR_NOTIFICATION_RESPONSE_INVALID(1003, "notification: response invalid"), //
    ERR_NOTIFICATION_REJECTED(1004, "notification: rejected");

    private final long code;
    private final String text;

    ExitCode(long code, String text) {
        this.code = code;
        this.text = text;
    }

    public long code() {
        return code;
    }

    public String text() {
        return text;
    }

    public static Optional<ExitCode> of(long code) {
        return Arrays.stream(values()).filter(each -> each.code == code).findFirst();
    }

    /** For people: {@code 16 (illegal argument)}, also for unknown codes. */
    public static String describe(long code) {
        return code + " (" + of(code).map(ExitCode::text).orElse("unknown") + ")";
    }
}
