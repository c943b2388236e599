package io.sealstream.rpc;

/** An error of a call, as it stands on the wire: {@code {"code": …, "message": …}}. Thrown by handlers, and given to callers. */
public final class RpcException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** The body is not JSON, or a parameter is not what the method takes (go-jsonrpc has one code for both). */
    public static final int PARSE_ERROR = -32_700;
    /** JSON, but not a request. */
    public static final int INVALID_REQUEST = -32_600;
    /** No such method. */
    public static final int METHOD_NOT_FOUND = -32_601;
    /** Wrong number of parameters, or a value that the method cannot use. */
    public static final int INVALID_PARAMS = -32_602;
    /** Every other error, with its text (go-jsonrpc). */
    public static final int GENERAL = 1;
    /** No good token; never on the wire as a code, but as HTTP 401. */
    public static final int UNAUTHORIZED = 401;

    private final int code;

    public RpcException(int code, String message) {
        super(message);
        this.code = code;
    }

    /** An error of code 1 with this text. */
    public static RpcException of(String message) {
        return new RpcException(GENERAL, message);
    }

    /** A parameter that the method cannot use. */
    public static RpcException invalidParams(String message) {
        return new RpcException(INVALID_PARAMS, message);
    }

    public int code() {
        return code;
    }
}
