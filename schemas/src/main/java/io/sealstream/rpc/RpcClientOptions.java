package io.sealstream.rpc;

import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * How a client reaches its server.
 *
 * @param url         http, https, ws or wss; the scheme is changed to what the client speaks
 * @param token       bearer token, where the server wants one
 * @param callTimeout bound of one call
 * @param maxMessage  largest answer in bytes
 */
public record RpcClientOptions(URI url, Optional<String> token, Duration callTimeout, int maxMessage) {
    private static final Duration CALL_TIMEOUT = Duration.ofSeconds(30);
    private static final int MAX_MESSAGE = 64 << 20;

    public RpcClientOptions {
        String scheme = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
        if (url.getHost() == null || !scheme.matches("https?|wss?")) {
            throw new IllegalArgumentException(
                    "\"" + url + "\" is not a URL of a JSON-RPC server; write http://host:port/rpc/v1");
        }
        if (callTimeout.isNegative() || callTimeout.isZero() || maxMessage < 1) {
            throw new IllegalArgumentException("a call needs time and room");
        }
    }

    /** With the usual bounds. */
    public static RpcClientOptions of(URI url, Optional<String> token) {
        return new RpcClientOptions(url, token.filter(text -> !text.isBlank()), CALL_TIMEOUT, MAX_MESSAGE);
    }

    public RpcClientOptions withCallTimeout(Duration timeout) {
        return new RpcClientOptions(url, token, timeout, maxMessage);
    }

    boolean tls() {
        return url.getScheme().equalsIgnoreCase("https") || url.getScheme().equalsIgnoreCase("wss");
    }

    int port() {
        int usual = tls() ? 443 : 80;
        return url.getPort() < 0 ? usual : url.getPort();
    }

    String pathAndQuery() {
        String path = url.getRawPath() == null || url.getRawPath().isEmpty() ? "/" : url.getRawPath();
        return url.getRawQuery() == null ? path : path + "?" + url.getRawQuery();
    }

    /** Without the token. */
    @Override
    public String toString() {
        return "RpcClientOptions[" + url + "]";
    }
}
