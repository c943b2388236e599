package io.sealstream.manager.edge.http;

/** An error answer of the JSON-RPC edge: a code that programs act on, and one sentence for people. */
public final class RpcFault extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** JSON-RPC 2.0: the parameters are wrong. */
    public static final int BAD_PARAMS = -32602;
    /** There is no such thing. */
    public static final int NOT_FOUND = 404;
    /** The command was understood and refused. */
    public static final int REFUSED = 409;
    /** Too many calls are under way. */
    public static final int BUSY = 429;
    /** The manager cannot answer yet; ask again. */
    public static final int NOT_READY = 503;
    /** No reply in time; the command may still be carried out, so the same number is to be repeated. */
    public static final int NO_REPLY = 504;

    private final int code;

    public RpcFault(int code, String message) {
        super(message);
        this.code = code;
    }

    /** A command whose reply did not come in time, with what the caller repeats. */
    static RpcFault noReply(String client, long number) {
        return new RpcFault(NO_REPLY, "no reply to request " + number + " of client " + client
                + " in time; repeat the call with the same client and number to get its one reply");
    }

    public int code() {
        return code;
    }

    /** The sentence, never null. */
    public String reason() {
        String message = getMessage();
        return message == null ? "error " + code : message;
    }
}
