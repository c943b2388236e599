package io.sealstream.rpc;

import java.util.Set;

/**
 * A caller as its token describes it.
 *
 * @param name        that the issuer gave it; empty where the token has none, or where there is no token
 * @param permissions what it may do
 */
public record Bearer(String name, Set<Permission> permissions) {
    public Bearer {
        permissions = Set.copyOf(permissions);
    }
}
