package io.sealstream.signer.config;

import io.sealstream.schemas.config.ConfigException;
import io.sealstream.schemas.config.ConfigTable;
import io.sealstream.schemas.config.TomlConfig;
import io.sealstream.filecoin.NetworkPrefix;
import io.sealstream.signer.keys.Repository;
import io.sealstream.signer.keys.ScryptCost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.tomlj.Toml;

/**
 * What the {@code config.toml} of a venus-wallet says, and the beginning of a configuration of ours that says the same.
 *
 * @param keyStore file of its keys
 * @param settings what comes over
 * @param left     what does not, a sentence each
 */
public record ConfigMigration(Path keyStore, List<Setting> settings, List<String> left) {
    /**
     * A key of ours with its value as TOML.
     *
     * @param secret whether people must not see the value
     */
    public record Setting(String table, String key, String toml, boolean secret) {
        /** For people. */
        @Override
        public String toString() {
            return table + "." + key + (secret ? "" : " = " + toml);
        }
    }

    public ConfigMigration {
        settings = List.copyOf(settings);
        left = List.copyOf(left);
    }

    /**
     * Reads a folder of venus-wallet; a file is taken for its key store alone.
     *
     * @throws ConfigException naming the key that means nothing
     */
    public static ConfigMigration read(Path from) {
        Path file = from.resolve(ConfigDefaults.FILE);
        if (!Files.isDirectory(from)) {
            return new ConfigMigration(from, List.of(), List.of());
        }
        if (!Files.exists(file)) {
            return new ConfigMigration(Repository.keysOf(from), List.of(), List.of("there is no " + file));
        }
        ConfigTable root = TomlConfig.read(file).root();
        VenusTables venus = VenusTables.read(root);
        List<Setting> settings = new ArrayList<>(interfaces(Interfaces.read(root, NetworkPrefix.MAINNET)));
        settings.addAll(cost(root.tableInAnyCase("Factor")));
        settings.addAll(own(venus));
        return new ConfigMigration(keyStore(from, venus), settings, left(venus));
    }

    /** The folder's own file, else the one that the configuration names; where both are there, only the user knows which. */
    private static Path keyStore(Path from, VenusTables venus) {
        Path own = Repository.keysOf(from);
        Optional<Path> named = venus.keyStore().filter(Files::exists);
        if (!Files.exists(own) || named.isEmpty()) {
            return named.orElse(own);
        }
        try {
            if (Files.isSameFile(own, named.get())) {
                return own;
            }
        } catch (IOException e) {
            throw new ConfigException(named.get() + " cannot be read (" + e + "); correct DB.Conn in " + from);
        }
        throw new ConfigException("there are two key stores, " + own + " and " + named.get()
                + ", which DB.Conn names; give the right one to --from in place of the folder");
    }

    private static List<Setting> interfaces(Interfaces found) {
        List<Setting> settings = new ArrayList<>();
        found.api().ifPresent(api -> settings.add(text("API", "ListenAddress", api.address(), false)));
        Interfaces.Hub hub = found.hub();
        if (!hub.gateways().isEmpty()) {
            settings.add(list("RegisterAPI", hub.gateways()));
        }
        if (!hub.token().isEmpty()) {
            settings.add(text("APIRegisterHub", "Token", hub.token(), true));
        }
        if (!hub.supportAccounts().isEmpty()) {
            settings.add(list("SupportAccounts", hub.supportAccounts()));
        }
        return settings;
    }

    private static List<Setting> cost(ConfigTable factor) {
        List<Setting> settings = new ArrayList<>();
        if (factor.has("ScryptN")) {
            long n = factor.integer("ScryptN", 2, ScryptCost.MAX_N);
            settings.add(new Setting("Factor", "ScryptN", Long.toString(n), false));
        }
        if (factor.has("ScryptP")) {
            long p = factor.integer("ScryptP", 1, ScryptCost.MAX_P);
            settings.add(new Setting("Factor", "ScryptP", Long.toString(p), false));
        }
        return settings;
    }

    private static List<Setting> own(VenusTables venus) {
        List<Setting> settings = new ArrayList<>();
        venus.tokenSecret().ifPresent(secret -> settings.add(text("JWT", "Secret", secret.toHex(), true)));
        venus.filter().ifPresent(command -> settings.add(text("SignFilter", "Expr", command, false)));
        venus.recordKeep().map(SignerConfig::atLeast).map(Duration::toHours)
                .ifPresent(hours -> settings.add(text("signer", "record-keep", hours + "h", false)));
        return settings;
    }

    private static List<String> left(VenusTables venus) {
        List<String> left = new ArrayList<>(venus.remarks());
        left.add("DB, Metrics and JWT.Token: they have no use here");
        left.add("its history of signatures (table sign_record): it stays where it is");
        return left;
    }

    private static Setting text(String table, String key, String value, boolean secret) {
        return new Setting(table, key, quoted(value), secret);
    }

    private static Setting list(String key, List<String> values) {
        return new Setting("APIRegisterHub", key,
                values.stream().map(ConfigMigration::quoted).collect(Collectors.joining(", ", "[", "]")), false);
    }

    private static String quoted(String value) {
        return "\"" + Toml.tomlEscape(value) + "\"";
    }

    /**
     * Writes the settings as the configuration of a wallet's folder, with the defaults of what they leave out, for its owner alone.
     *
     * @return true if they were written; false where the folder has a configuration already, which stays as it is
     */
    public boolean write(Path home) {
        Path file = home.resolve(ConfigDefaults.FILE);
        if (settings.isEmpty() || Files.exists(file)) {
            return false;
        }
        try {
            ConfigDefaults.write(file, toml());
        } catch (IOException e) {
            throw new ConfigException(file + ": cannot be written (" + e + "); the keys came over, copy the settings by hand");
        }
        ConfigDefaults.ensure(home);
        return true;
    }

    private String toml() {
        Map<String, String> tables = settings.stream().collect(Collectors.groupingBy(Setting::table, LinkedHashMap::new,
                Collectors.mapping(each -> each.key() + " = " + each.toml() + "\n", Collectors.joining())));
        return tables.entrySet().stream().map(each -> "\n[" + each.getKey() + "]\n" + each.getValue())
                .collect(Collectors.joining("", "# Taken over from venus-wallet.\n", ""));
    }
}
