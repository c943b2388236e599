package io.sealstream.schemas.registry;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How to reach a schema registry.
 *
 * @param urls           one or more base URLs of the same registry; the one that answered last is asked first
 * @param basic          {@code user:password} for basic authentication
 * @param bearer         token for bearer authentication
 * @param tls            for https URLs
 * @param requestTimeout bound of one HTTP request, from the connection to the last byte of the answer
 * @param giveUpAfter    bound of all attempts of one call, after which {@link RegistryUnavailableException} is thrown
 */
public record RegistrySettings(List<URI> urls, Optional<String> basic, Optional<String> bearer, RegistryTls tls,
        Duration requestTimeout, Duration giveUpAfter) {
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration GIVE_UP_AFTER = Duration.ofSeconds(10);

    public RegistrySettings {
        urls = List.copyOf(urls);
        if (urls.isEmpty()) {
            throw new IllegalArgumentException("no URL of a schema registry; give at least one");
        }
        if (basic.isPresent() && bearer.isPresent()) {
            throw new IllegalArgumentException("both a user and a token for the schema registry; give one");
        }
    }

    /** A registry without authentication, with the usual bounds. */
    public static RegistrySettings of(URI url) {
        return of(List.of(url), Optional.empty(), Optional.empty());
    }

    /** The usual bounds. */
    public static RegistrySettings of(List<URI> urls, Optional<String> basic, Optional<String> bearer) {
        return new RegistrySettings(urls, basic, bearer, RegistryTls.USUAL, REQUEST_TIMEOUT, GIVE_UP_AFTER);
    }

    /** The same with other files for https. */
    public RegistrySettings with(RegistryTls other) {
        return new RegistrySettings(urls, basic, bearer, other, requestTimeout, giveUpAfter);
    }

    /** The same with other bounds. */
    public RegistrySettings with(Duration oneRequest, Duration oneCall) {
        return new RegistrySettings(urls, basic, bearer, tls, oneRequest, oneCall);
    }

    /** Without the secrets. */
    @Override
    public String toString() {
        return "RegistrySettings" + urls;
    }
}
