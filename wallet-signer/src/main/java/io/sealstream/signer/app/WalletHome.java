package io.sealstream.signer.app;

import io.sealstream.signer.config.SignerConfig;
import io.sealstream.signer.keys.ScryptCost;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which wallet a command is about. */
final class WalletHome {
    private static final String DEFAULT_FOLDER = ".wallet-signer";

    @Option(names = "--config", paramLabel = "FILE",
            description = "Configuration file of the signer; its signer.home is the wallet's folder.")
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

    ScryptCost cost() {
        return config == null ? ScryptCost.STANDARD : SignerConfig.read(config).signer().cost();
    }

    /** As the user would write it again in another command. */
    String option() {
        return Optional.ofNullable(config).map(file -> " --config " + file)
                .or(() -> Optional.ofNullable(home).map(dir -> " --home " + dir)).orElse("");
    }
}
