package io.sealstream.manager.cli;

import com.fasterxml.jackson.databind.JsonNode;

/** A blocking JSON-RPC client of one server. */
public interface RpcCaller extends AutoCloseable {

    /** Calls {@code method}, its namespace included, with positional parameters. */
    JsonNode call(String method, JsonNode... params);

    @Override
    void close();

    /** The server answered with an error. */
    final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final int code;

        public Refused(int code, String message) {
            super(message);
            this.code = code;
        }

        public int code() {
            return code;
        }
    }

    /** The server was not reached or did not answer. */
    final class Unreachable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public Unreachable(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
