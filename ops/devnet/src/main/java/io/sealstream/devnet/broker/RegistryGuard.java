package io.sealstream.devnet.broker;

import io.sealstream.schemas.acl.Role;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Who may ask the registry of a secure broker: the broker's users with their passwords (basic authentication, RFC 7617). All of them may read;
 * only who makes topics changes what readers of their records rely on.
 */
final class RegistryGuard {
    private static final String SCHEME = "Basic ";
    private static final Set<String> MAY_CHANGE = Set.of(Role.OPERATOR.usualUser(), Secrets.ADMIN);
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;

    private final Map<String, String> passwords;

    /** @param passwords by user */
    RegistryGuard(Map<String, String> passwords) {
        this.passwords = Map.copyOf(passwords);
    }

    /** Passes a call of a known user on. */
    void letIn(RoutingContext call) {
        requireUser(call);
        call.next();
    }

    /** Passes a call on that changes something. */
    void letChange(RoutingContext call) {
        String user = requireUser(call);
        if (!MAY_CHANGE.contains(user)) {
            throw new RegistryError(FORBIDDEN, "user " + user + " may read only; the operator changes schemas and levels: "
                    + "stream-manager topics ensure");
        }
        call.next();
    }

    private String requireUser(RoutingContext call) {
        return user(call).orElseThrow(() -> {
            call.response().putHeader("WWW-Authenticate", "Basic realm=\"schema registry\", charset=\"UTF-8\"");
            return new RegistryError(UNAUTHORIZED, "Unauthorized");
        });
    }

    private Optional<String> user(RoutingContext call) {
        String header = call.request().getHeader("Authorization");
        if (header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return Optional.empty();
        }
        String[] parts = decoded(header.substring(SCHEME.length()).strip()).split(":", 2);
        return parts.length == 2 && isPassword(parts[0], parts[1]) ? Optional.of(parts[0]) : Optional.empty();
    }

    private static String decoded(String base64) {
        try {
            return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    private boolean isPassword(String user, String given) {
        String password = passwords.get(user);
        return password != null && MessageDigest.isEqual(bytes(password), bytes(given));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
