package io.sealstream.filecoin;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The multiaddrs that name TCP services: host, port, then flags.
 *
 * @param host    IP address or DNS name
 * @param flags   {@code ws}, {@code wss}, {@code http}, {@code https}, {@code tls} in their order
 * @param version of venus' private {@code /version/vN}
 */
record Multiaddr(String host, int port, List<String> flags, Optional<String> version) {
    private static final Pattern IP4 = Pattern.compile("((25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])(\\.|$)){4}");
    private static final Pattern IP6 = Pattern.compile("[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)*\\.?");

    static Multiaddr parse(String text) {
        String path = text.substring(1);
        String body = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        Deque<String> parts = new ArrayDeque<>(List.of(body.split("/", -1)));
        String host = host(parts, text);
        if (!"tcp".equals(parts.poll())) {
            throw bad(text, "expected /tcp/<port> after the host");
        }
        int port = port(parts, text);
        List<String> flags = new ArrayList<>();
        Optional<String> version = Optional.empty();
        while (!parts.isEmpty()) {
            String part = parts.pop();
            switch (part) {
                case "ws", "wss", "http", "https", "tls" -> flags.add(part);
                case "version" -> version = Optional.of(version(parts, text));
                default -> throw bad(text, "unknown part '/" + part + "'");
            }
        }
        return new Multiaddr(host, port, List.copyOf(flags), version);
    }

    private static String host(Deque<String> parts, String text) {
        String kind = String.valueOf(parts.poll());
        String host = String.valueOf(parts.poll());
        boolean good = switch (kind) {
            case "ip4" -> IP4.matcher(host).matches();
            case "ip6" -> IP6.matcher(host).matches();
            case "dns", "dns4", "dns6" -> NAME.matcher(host).matches();
            default -> throw bad(text, "expected /ip4, /ip6, /dns, /dns4 or /dns6");
        };
        if (!good) {
            throw bad(text, "not a host for /" + kind);
        }
        return kind.equals("ip6") ? "[" + host + "]" : host;
    }

    private static int port(Deque<String> parts, String text) {
        String port = String.valueOf(parts.poll());
        if (!port.matches("0|[1-9][0-9]{0,4}") || Integer.parseInt(port) > 65535) {
            throw bad(text, "not a port");
        }
        return Integer.parseInt(port);
    }

    private static String version(Deque<String> parts, String text) {
        String version = String.valueOf(parts.poll());
        if (!version.matches("v[0-9]{1,3}")) {
            throw bad(text, "expected /version/vN");
        }
        return version;
    }

    private static CodecException bad(String text, String why) {
        return CodecException.of("not a usable multiaddr: " + Text.excerpt(text) + ": " + why);
    }

    String authority() {
        return host + ":" + port;
    }

    /** The last scheme named, {@code ws} without one. */
    String venusScheme() {
        String scheme = "ws";
        for (String flag : flags) {
            scheme = flag.equals("tls") ? scheme : flag;
        }
        return scheme;
    }

    String lotusScheme() {
        return flags.contains("wss") || flags.contains("tls") ? "wss" : "ws";
    }
}
