package io.sealstream.manager.config;

import io.sealstream.filecoin.CodecException;
import io.sealstream.filecoin.Endpoint;
import io.sealstream.schemas.config.ConfigTable;
import java.net.URI;
import java.util.List;

/**
 * Where a chain node is.
 *
 * @param url   its JSON-RPC
 * @param token bearer token, or empty
 */
public record ChainAddress(URI url, String token) {
    private static final String VERSION = "v1";
    private static final String FORM = "write http://host:port/rpc/v1, /ip4/127.0.0.1/tcp/1234/http, or token: and one of them";

    /** One node as {@code url}, or several as {@code urls}. */
    static List<ChainAddress> of(ConfigTable table) {
        String token = table.string("token", "");
        if (!table.has("urls")) {
            return List.of(parse(table, "url", table.string("url"), token));
        }
        if (table.has("url")) {
            throw table.fail("urls", "stands beside chain.url",
                    "list all nodes in urls, the preferred one first, and remove url");
        }
        List<ChainAddress> nodes = table.strings("urls").stream().map(text -> parse(table, "urls", text, token)).toList();
        if (nodes.isEmpty()) {
            throw table.fail("urls", "is empty", "name at least one chain node");
        }
        if (nodes.stream().map(ChainAddress::url).distinct().count() < nodes.size()) {
            throw table.fail("urls", "names a node twice", "name each once");
        }
        return nodes;
    }

    /** Reads what an operator writes: a URL or multiaddr, with its own token or without. A URL that has a path is taken as it is. */
    private static ChainAddress parse(ConfigTable table, String key, String text, String token) {
        try {
            Endpoint endpoint = Endpoint.parse(text, Endpoint.Family.VENUS);
            return new ChainAddress(url(endpoint), endpoint.bearerToken().orElse(token));
        } catch (CodecException e) {
            throw table.fail(key, String.valueOf(e.getMessage()), FORM);
        }
    }

    private static URI url(Endpoint endpoint) {
        if (!endpoint.address().startsWith("/")) {
            URI given = URI.create(endpoint.address());
            if (given.getRawPath().length() > 1) {
                return given;
            }
        }
        URI full = URI.create(endpoint.url(VERSION));
        // the scheme is chosen anew for calls and for head changes; people shall see the same one
        return URI.create(full.toString().replaceFirst("^ws", "http"));
    }

    /** Without the token. */
    @Override
    public String toString() {
        return url.toString();
    }
}
