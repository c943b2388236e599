package io.sealstream.signer.app;

import io.sealstream.signer.config.ConfigDefaults;
import io.sealstream.signer.config.PolicyBook;
import io.sealstream.signer.config.SignerConfig;
import io.sealstream.signer.domain.CallSet;
import io.sealstream.signer.keys.ScryptCost;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which wallet a command is about. */
final class WalletHome {
    private static final String DEFAULT_FOLDER = ".wallet-signer";

    @Option(names = "--config", paramLabel = "FILE",
            description = "Configuration file of the signer; its signer.home is the wallet's folder. Default: config.toml in the folder.")
    private @Nullable Path config;

    @Option(names = { "--home", "--repo"}, paramLabel = "DIR", description = "Folder of the wallet. Default: ~/.wallet-signer.")
    private @Nullable Path home;

    Path folder() {
        if (home != null) {
            return home.toAbsolutePath().normalize();
        }
        return config == null
                ? Path.of(System.getProperty("user.home"), DEFAULT_FOLDER)
                : SignerConfig.read(config).signer().home();
    }

    /** The configuration that was named, or the one in the folder, completed with the defaults of what it leaves out. */
    Path configFile() {
        return config == null ? ConfigDefaults.ensure(folder()) : config;
    }

    private Optional<SignerConfig> known() {
        Path file = config == null ? folder().resolve(ConfigDefaults.FILE) : config;
        return config == null && !Files.exists(file) ? Optional.empty() : Optional.of(SignerConfig.read(file));
    }

    ScryptCost cost() {
        return known().map(file -> file.signer().cost()).orElse(ScryptCost.STANDARD);
    }

    /** Where the policy stands; the one of a fresh wallet without a configuration. */
    PolicyBook.Settings policy() {
        return known().map(file -> file.signer().policy())
                .orElseGet(() -> new PolicyBook.Settings(null, CallSet.parse(List.of()), false));
    }

    /** Name of the network, or nothing without a configuration. */
    String network() {
        return known().map(SignerConfig::network).orElse("");
    }

    /** As the user would write it again in another command. */
    String option() {
        return Optional.ofNullable(config).map(file -> " --config " + file)
                .or(() -> Optional.ofNullable(home).map(dir -> " --home " + dir)).orElse("");
    }
}
