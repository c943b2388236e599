package io.sealstream.signer.config;

import io.sealstream.schemas.config.ConfigException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.tomlj.Toml;
import org.tomlj.TomlParseResult;

/**
 * Writes what a {@code config.toml} leaves out, as venus-wallet does: each missing key with its default and a comment, under the table that
 * it belongs to. What stands in the file is not touched, comments neither.
 */
public final class ConfigDefaults {
    /** Name of the configuration in the folder of a wallet; venus-wallet's. */
    public static final String FILE = "config.toml";

    private static final List<Default> DEFAULTS = List.of(
            new Default("kafka", "bootstrap", "\"127.0.0.1:9092\"", "Brokers of the cluster, several with commas."),
            new Default("kafka", "registry", "\"http://127.0.0.1:8081\"",
                    "Schema registry, several URLs of the same one with commas."),
            new Default("network", "name", "\"mainnet\"",
                    "The cluster must belong to it: mainnet, calibnet, butterfly, interop, 2k, forcenet, devnet."),
            new Default("http", "listen", "\"127.0.0.1:0\"", "/healthz and /metrics."),
            new Default("signer", "name", "\"wallet-signer\"", "In the cluster; two running signers must not share one."),
            new Default("signer", "allow", "[]", "Calls beyond sealing and proving for keys without rules, as \"send\"."),
            new Default("signer", "compat", "false", "Whether keys without rules sign every message, as venus-wallet does."),
            new Default("signer", "record-keep", "\"365d\"",
                    "How long the record keeps the details of a decision; at least 30d, 0s for ever."),
            new Default("API", "ListenAddress", "\"" + Interfaces.DEFAULT_LISTEN + "\"",
                    "JSON-RPC; without the table there is none."),
            new Default("APIRegisterHub", "RegisterAPI", "[]", "Gateways to register at, as \"/ip4/10.0.0.1/tcp/45132\"."),
            new Default("APIRegisterHub", "Token", "\"\"", "Of our account there."),
            new Default("APIRegisterHub", "SupportAccounts", "[]", "Accounts for which the keys sign there."),
            new Default("Factor", "ScryptN", "262144", "Cost of encrypting a key: a power of two, 1 KiB of memory each."),
            new Default("Factor", "ScryptP", "1", "Parallel part of that cost."));

    private static final String OWNER_ONLY = "rw-------";
    private static final String OWNER_ONLY_FOLDER = "rwx------";

    private ConfigDefaults() {}

    private record Default(String table, String key, String value, String comment) {
        String lines() {
            return "# " + comment + "\n" + key + " = " + value + "\n";
        }
    }

    /**
     * Completes the configuration of a wallet folder, which is made with it where it is missing, for its owner alone.
     *
     * @return the file
     */
    public static Path ensure(Path home) {
        Path file = home.resolve(FILE);
        try {
            if (!Files.isDirectory(home)) {
                Files.createDirectories(home, ownerOnly(OWNER_ONLY_FOLDER));
            }
            String text = existing(file);
            TomlParseResult parsed = Toml.parse(text);
            if (parsed.hasErrors()) {
                return file; // the reader says where
            }
            List<Default> missing = DEFAULTS.stream().filter(each -> !parsed.contains(List.of(each.table(), each.key())))
                    .toList();
            if (!missing.isEmpty()) {
                write(file, completed(text, missing));
            }
            return file;
        } catch (IOException e) {
            throw new ConfigException(
                    file + ": cannot be completed (" + e + "); make it writable, or name another file with --config");
        }
    }

    private static String existing(Path file) throws IOException {
        try {
            return Files.readString(file);
        } catch (NoSuchFileException e) {
            return "# Configuration of wallet-signer. Missing keys are written with their defaults when it starts.\n";
        }
    }

    private static String completed(String text, List<Default> missing) {
        Map<String, List<Default>> byTable = missing.stream()
                .collect(Collectors.groupingBy(Default::table, LinkedHashMap::new, Collectors.toList()));
        List<String> lines = new ArrayList<>(text.lines().toList());
        byTable.forEach((table, defaults) -> {
            String added = defaults.stream().map(Default::lines).collect(Collectors.joining());
            Optional<Integer> header = header(lines, table);
            if (header.isPresent()) {
                lines.addAll(header.get() + 1, added.lines().toList());
            } else {
                lines.add("\n[" + table + "]\n" + added.stripTrailing());
            }
        });
        return String.join("\n", lines) + "\n";
    }

    private static Optional<Integer> header(List<String> lines, String table) {
        Pattern header = Pattern.compile("\\s*\\[\\s*" + Pattern.quote(table) + "\\s*]\\s*(#.*)?");
        for (int i = 0; i < lines.size(); i++) {
            if (header.matcher(lines.get(i)).matches()) {
                return Optional.of(i);
            }
        }
        return Optional.empty();
    }

    /** Beside it first, so that a full disk leaves the old one. */
    private static void write(Path file, String text) throws IOException {
        Path aside = file.resolveSibling(FILE + ".new");
        Files.deleteIfExists(aside);
        try {
            Files.createFile(aside, ownerOnly(OWNER_ONLY));
        } catch (FileAlreadyExistsException e) {
            throw new IOException(aside + " is being written by another process", e);
        }
        Files.writeString(aside, text);
        Files.move(aside, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    private static FileAttribute<?> ownerOnly(String permissions) {
        return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions));
    }
}
