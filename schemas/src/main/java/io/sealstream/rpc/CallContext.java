package io.sealstream.rpc;

import io.vertx.core.Future;
import java.util.Set;

/**
 * What a handler knows about a call besides its parameters.
 *
 * @param method    full name
 * @param remote    where the caller is, for logs
 * @param bearer    who calls, by the token
 * @param cancelled succeeds when the caller cancels the call or its connection ends; otherwise never completes
 */
public record CallContext(String method, String remote, Bearer bearer, Future<Void> cancelled) {
    /** What the caller may do. */
    public Set<Permission> permissions() {
        return bearer.permissions();
    }
}
