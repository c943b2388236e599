package io.sealstream.rpc;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Says what the bearer of a token may do. Called on an event loop: must not block. */
@FunctionalInterface
public interface Authorizer {
    /**
     * The permissions of a caller.
     *
     * @param token the bearer token, without the word {@code Bearer}; empty where none came
     * @throws RpcException where the token is not good: the caller gets HTTP 401
     */
    Set<Permission> permissions(Optional<String> token);

    /**
     * The caller with its name, where its token has one.
     *
     * @throws RpcException where the token is not good
     */
    default Bearer bearer(Optional<String> token) {
        return new Bearer("", permissions(token));
    }

    /** Everybody may do everything: for a server that listens on the loopback interface only. */
    static Authorizer open() {
        Set<Permission> all = Set.copyOf(EnumSet.allOf(Permission.class));
        return token -> all;
    }

    /**
     * Fixed tokens.
     *
     * @param tokens    what each token may do
     * @param anonymous what a caller without a token may do
     */
    static Authorizer tokens(Map<String, Set<Permission>> tokens, Set<Permission> anonymous) {
        Map<String, Set<Permission>> known = Map.copyOf(tokens);
        Set<Permission> nobody = Set.copyOf(anonymous);
        return token -> token.isEmpty()
                ? nobody
                : known.entrySet().stream().filter(entry -> same(entry.getKey(), token.get())).findFirst()
                        .map(Map.Entry::getValue)
                        .orElseThrow(() -> new RpcException(RpcException.UNAUTHORIZED, "the token is not known to this server"));
    }

    private static boolean same(String known, String given) {
        return MessageDigest.isEqual(known.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
    }
}
