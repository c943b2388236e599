package io.sealstream.devnet.up;

/** Something a person must know: one sentence that says what, why and what to do. */
public sealed class DevnetException extends RuntimeException permits RpcClient.Refused, ChildProcess.Ended {
    private static final long serialVersionUID = 1L;

    DevnetException(String what) {
        super(what);
    }

    DevnetException(String what, Throwable cause) {
        super(what, cause);
    }
}
