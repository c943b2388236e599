package io.sealstream.schemas.acl;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The users of a cluster.
 *
 * @param application the manager's {@code streams.application-id}: its consumer group, and prefix of its changelogs and transactional ids
 * @param names       users of each role; a role that is not named has its usual user. The user of a signer is named as its
 *                    {@code signer.name}, which is its consumer group and transactional id
 */
public record ClusterUsers(String application, Map<Role, List<String>> names) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._@=,-]{1,200}");
    /** One user for each role, named as its process. */
    public static final ClusterUsers USUAL = new ClusterUsers(Role.MANAGER.usualUser(), Map.of());

    /** @throws IllegalArgumentException for a name that is none, or that stands in two roles */
    public ClusterUsers {
        Map<Role, List<String>> complete = new EnumMap<>(Role.class);
        for (Role role : Role.values()) {
            complete.put(role, List.copyOf(names.getOrDefault(role, List.of(role.usualUser()))));
        }
        requireName(application);
        Map<String, Role> seen = new HashMap<>();
        complete.forEach((role, users) -> users.forEach(user -> {
            requireName(user);
            Role before = seen.putIfAbsent(user, role);
            if (before != null) {
                throw new IllegalArgumentException("user " + user + " is given as " + before.word() + " and as " + role.word()
                        + "; give each process a user of its own");
            }
        }));
        names = Map.copyOf(complete);
    }

    private static void requireName(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("'" + name + "' is no name; use letters, digits and . _ @ = , -");
        }
    }

    /** Users of a role, one or more. */
    public List<String> of(Role role) {
        return names.getOrDefault(role, List.of());
    }
}
