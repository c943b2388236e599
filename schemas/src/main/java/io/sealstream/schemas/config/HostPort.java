package io.sealstream.schemas.config;

import java.util.Optional;

/**
 * Where a server listens or is reached.
 *
 * @param host name or address; an IPv6 address without its brackets
 * @param port 0 to 65535; 0 asks the system for a free one
 */
public record HostPort(String host, int port) {
    private static final int MAX_PORT = 65_535;

    /** Reads {@code host:port} or {@code [v6]:port}. */
    public static Optional<HostPort> parse(String text) {
        int colon = text.lastIndexOf(':');
        if (colon < 1 || !text.substring(colon + 1).matches("[0-9]{1,5}")) {
            return Optional.empty();
        }
        int port = Integer.parseInt(text.substring(colon + 1));
        String host = text.substring(0, colon);
        boolean bracketed = host.startsWith("[") && host.endsWith("]") && host.length() > 2;
        if (port > MAX_PORT || (!bracketed && host.indexOf(':') >= 0)) {
            return Optional.empty();
        }
        return Optional.of(new HostPort(bracketed ? host.substring(1, host.length() - 1) : host, port));
    }

    @Override
    public String toString() {
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }
}
