package io.sealstream.schemas.kafka;

import io.sealstream.schemas.config.ConfigTable;
import io.sealstream.schemas.registry.RegistrySettings;
import io.sealstream.schemas.registry.RegistryTls;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The keys of table {@code [kafka]} that say how to reach the schema registry. */
final class RegistryKeys {
    private static final String USER = "registry-user";
    private static final String PASSWORD_FILE = "registry-password-file";
    private static final String TRUST = "registry-trust";
    private static final String IDENTITY = "registry-identity";

    private RegistryKeys() {}

    static RegistrySettings read(ConfigTable table) {
        Optional<String> user = user(table);
        Optional<String> token = table.optionalString("registry-token");
        if (user.isPresent() && token.isPresent()) {
            throw table.fail("registry-token", "stands beside registry-user", "keep one of the two");
        }
        if (token.isPresent() && !token.get().matches("[!-~]+")) {
            throw table.fail("registry-token", "is empty or holds a character that no token has", "write the token alone");
        }
        return RegistrySettings.of(urls(table), user, token).with(tls(table));
    }

    /** As {@code user:password}: both in one key, or the password in a file. */
    private static Optional<String> user(ConfigTable table) {
        Optional<String> user = table.optionalString(USER);
        Optional<Path> file = table.optionalPath(PASSWORD_FILE);
        if (file.isPresent() && user.isEmpty()) {
            throw table.fail(PASSWORD_FILE, "is there without " + USER, "name the user too");
        }
        if (user.isPresent() && user.get().contains(":") == file.isPresent()) {
            throw file.isPresent()
                    ? table.fail(USER, "has a colon beside " + PASSWORD_FILE, "write the user alone, or drop the file")
                    : table.fail(USER, "has no colon", "write \"user:password\", or give " + PASSWORD_FILE);
        }
        return file.isEmpty() ? user : user.map(name -> name + ":" + Login.password(table, PASSWORD_FILE, file.get()));
    }

    private static List<URI> urls(ConfigTable table) {
        List<URI> out = new ArrayList<>();
        for (String text : table.string("registry").split(",", -1)) {
            out.add(url(table, text.strip()));
        }
        return out;
    }

    private static URI url(ConfigTable table, String text) {
        URI url;
        try {
            url = URI.create(text);
        } catch (IllegalArgumentException e) {
            throw table.fail("registry", "\"" + text + "\" is not a URL", "write \"http://host:8081\"");
        }
        if (url.getHost() == null || !String.valueOf(url.getScheme()).matches("https?")) {
            throw table.fail("registry", "\"" + text + "\" is not an http URL", "write \"http://host:8081\"");
        }
        if (url.getUserInfo() != null) {
            // URLs are shown in logs and health reports.
            throw table.fail("registry", "the URL of " + url.getHost() + " holds a user", "move it to registry-user");
        }
        return url;
    }

    /** Opened once here, so that a file that cannot be used is an error of the configuration. */
    private static RegistryTls tls(ConfigTable table) {
        RegistryTls tls = new RegistryTls(store(table, TRUST), store(table, IDENTITY));
        try {
            tls.context();
            return tls;
        } catch (IllegalArgumentException e) {
            throw table.fail(tls.trust().isPresent() ? TRUST : IDENTITY, String.valueOf(e.getMessage()),
                    "see registry-trust and registry-identity in the sample file");
        }
    }

    private static Optional<RegistryTls.Store> store(ConfigTable table, String key) {
        Optional<String> password = table.optionalString(key + "-password");
        if (password.isPresent() && !table.has(key)) {
            throw table.fail(key + "-password", "is there without " + key, "name the file too");
        }
        return table.optionalPath(key).map(file -> new RegistryTls.Store(file, password));
    }
}
