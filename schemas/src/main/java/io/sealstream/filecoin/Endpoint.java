package io.sealstream.filecoin;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A service address as operators write it: {@code token:multiaddr}, {@code token:URL} or either alone (chain.md 0.3).
 *
 * @param token   bearer token, empty for none
 * @param address multiaddr or URL
 * @param family  whose rules turn the address into a URL
 */
public record Endpoint(String token, String address, Family family) {
    /** The two dialects: venus (wallet, gateway, messager, damocles) and lotus. */
    public enum Family {
        VENUS, LOTUS
    }

    private static final Pattern JWT = Pattern.compile("[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]*");
    private static final int MAX_TEXT = 4096;

    /**
     * Splits the token off and checks that the address can be used.
     *
     * @throws CodecException naming what is wrong with the address
     */
    public static Endpoint parse(String text, Family family) {
        String trimmed = text.strip();
        if (trimmed.isEmpty() || trimmed.length() > MAX_TEXT) {
            throw CodecException.of("not an endpoint (token:/ip4/127.0.0.1/tcp/1234 or http://host:port): " + Text.excerpt(text));
        }
        int colon = trimmed.indexOf(':');
        boolean split = switch (family) {
            case VENUS -> colon > 0 && JWT.matcher(trimmed.substring(0, colon)).matches();
            case LOTUS -> colon > 0 && !trimmed.startsWith("/") && !trimmed.startsWith("//", colon + 1);
        };
        Endpoint endpoint = split
                ? new Endpoint(trimmed.substring(0, colon), trimmed.substring(colon + 1), family)
                : new Endpoint("", trimmed, family);
        endpoint.url("v1");
        return endpoint;
    }

    public Optional<String> bearerToken() {
        return token.isEmpty() ? Optional.empty() : Optional.of(token);
    }

    /** The URL of a version of the RPC ({@code v0}, {@code v1}, {@code v2}); a {@code /version/vN} of the multiaddr overrides it. */
    public String url(String version) {
        if (address.startsWith("/")) {
            Multiaddr parsed = Multiaddr.parse(address);
            return switch (family) {
                case VENUS -> parsed.venusScheme() + "://" + parsed.authority() + "/rpc/" + parsed.version().orElse(version);
                case LOTUS -> {
                    if (parsed.version().isPresent()) {
                        throw CodecException.of("a lotus client cannot use '/version' in " + Text.excerpt(address));
                    }
                    yield parsed.lotusScheme() + "://" + parsed.authority() + "/rpc/" + version;
                }
            };
        }
        requireUrl();
        String base = address;
        while (base.endsWith("/")) {
            base = base.substring(0, base.length() - 1);
        }
        return base + "/rpc/" + version;
    }

    private void requireUrl() {
        try {
            URI uri = new URI(address);
            if (uri.getHost() != null && Pattern.matches("https?|wss?", String.valueOf(uri.getScheme()))) {
                return;
            }
        } catch (URISyntaxException e) {
            throw CodecException.of("not a URL: " + Text.excerpt(address) + " (" + e.getReason() + ")");
        }
        throw CodecException.of("neither a multiaddr nor an http(s) or ws(s) URL: " + Text.excerpt(address));
    }

    /** Never shows the token. */
    @Override
    public String toString() {
        return (token.isEmpty() ? "" : "***:") + address;
    }
}
