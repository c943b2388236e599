package io.sealstream.rpc;

/**
 * No answer: not connected, connection lost, or too slow. Whether the call was carried out is unknown. Try again later.
 */
public final class RpcUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public RpcUnavailableException(String message) {
        super(message);
    }

    public RpcUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
