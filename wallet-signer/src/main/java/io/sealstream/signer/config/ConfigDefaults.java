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
import org.tomlj.TomlTable;

/**
 * Writes what a {@code config.toml} leaves out, as venus-wallet does: each missing key with its default and a comment, under the table that
 * it belongs to. What stands in the file is not touched, comments neither.
 */
public final class ConfigDefaults {
    /** Name of the configuration in the folder of a wallet; venus-wallet's. */
    public static final String FILE = "config.toml";

    private static final String RECORD_KEEP = "record-keep";
    private static final List<Default> DEFAULTS = List.of(
            new Default("network", "name", "\"mainnet\"",
                    "The cluster must belong to it: mainnet, calibnet, butterfly, interop, 2k, forcenet, devnet."),
            new Default("http", "listen", "\"127.0.0.1:0\"", "/healthz and /metrics."),
            new Default("signer", "name", "\"wallet-signer\"", "In the cluster; two running signers must not share one."),
            new Default("signer", "allow", "[]", "Calls beyond sealing and proving for keys without rules, as \"send\"."),
            new Default("signer", "compat", "false", "Whether keys without rules sign every message, as venus-wallet does."),
            new Default("signer", RECORD_KEEP, "\"365d\"",
                    "How long the record keeps the details of a decision; at least 30d, 0s for ever."),
            new Default("API", "ListenAddress", "\"" + Interfaces.DEFAULT_LISTEN + "\"",
                    "JSON-RPC; without the table there is none."),
            new Default("APIRegisterHub", "RegisterAPI", "[]", "Gateways to register at, as \"/ip4/10.0.0.1/tcp/45132\"."),
            new Default("APIRegisterHub", "Token", "\"\"", "Of our account there."),
            new Default("APIRegisterHub", "SupportAccounts", "[]", "Accounts for which the keys sign there."),
            new Default("Factor", "ScryptN", "262144", "Cost of encrypting a key: a power of two, 1 KiB of memory each."),
            new Default("Factor", "ScryptP", "1", "Parallel part of that cost."),
            new Default("DB", "Conn", "\"keystore.sqlit\"", "File of the keys; relative to the folder of this file."),
            new Default("DB", "Type", "\"sqlite\"", "Kind of that file; there is no other."),
            new Default("JWT", "Secret", "\"\"",
                    "Of the API's tokens, in hexadecimal. Empty: made once and kept in the file jwt.secret."),
            new Default("SignFilter", "Expr", "\"\"",
                    "Command for sh -c that is asked after the policy: JSON {\"SignType\", \"Data\"} on its input; exit code 0 lets sign."));

    /** Beginning of a fresh file. A wallet of its own needs no cluster, so there is no default for one. */
    private static final String FRESH = """
                                        # Configuration of wallet-signer. Missing keys are written with their defaults when it starts.
                                        # To sign for a cluster as well, name its brokers and its registry:
                                        # [kafka]
                                        # bootstrap = "127.0.0.1:9092"
                                        # registry = "http://127.0.0.1:8081"
                                        """;

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
            List<Default> missing = DEFAULTS.stream().filter(each -> isMissing(parsed, each)).toList();
            String completed = missing.isEmpty() ? text : completed(text, missing);
            if (!completed.equals(text) || isOpenToOthers(file)) {
                write(file, completed);
            }
            return file;
        } catch (IOException e) {
            throw new ConfigException(
                    file + ": cannot be completed (" + e + "); make it writable, or name another file with --config");
        }
    }

    /** Names of tables and keys count in any case, as for venus-wallet, whose files come here. */
    private static boolean isMissing(TomlTable root, Default wanted) {
        Optional<String> table = spelled(root, wanted.table());
        if (wanted.key().equals(RECORD_KEEP) && spelled(root, "SignRecorder").isPresent()) {
            return false;
        }
        return table.isEmpty() || !(root.get(List.of(table.get())) instanceof TomlTable found)
                || spelled(found, wanted.key()).isEmpty();
    }

    private static Optional<String> spelled(TomlTable table, String key) {
        return table.keySet().stream().filter(key::equalsIgnoreCase).findFirst();
    }

    /** It may hold tokens and secrets. */
    private static boolean isOpenToOthers(Path file) throws IOException {
        return !PosixFilePermissions.fromString(OWNER_ONLY).containsAll(Files.getPosixFilePermissions(file));
    }

    private static String existing(Path file) throws IOException {
        try {
            return Files.readString(file);
        } catch (NoSuchFileException e) {
            return FRESH;
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
            } else if (!mentions(text, table)) {
                lines.add("\n[" + table + "]\n" + added.stripTrailing());
            }
        });
        return String.join("\n", lines) + "\n";
    }

    /** A table that is written in another form, inline or by dotted keys, keeps its gaps: it cannot be opened a second time. */
    private static boolean mentions(String text, String table) {
        return spelled(Toml.parse(text), table).isPresent();
    }

    private static Optional<Integer> header(List<String> lines, String table) {
        Pattern header = Pattern.compile("\\s*\\[\\s*" + Pattern.quote(table) + "\\s*]\\s*(#.*)?", Pattern.CASE_INSENSITIVE);
        for (int i = 0; i < lines.size(); i++) {
            if (header.matcher(lines.get(i)).matches()) {
                return Optional.of(i);
            }
        }
        return Optional.empty();
    }

    /** Beside it first, so that a full disk leaves the old one. */
    static void write(Path file, String text) throws IOException {
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
