package io.sealstream.signer.app;

import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.NetworkPrefix;
import io.sealstream.signer.config.ConfigDefaults;
import io.sealstream.signer.config.PolicyBook;
import io.sealstream.signer.config.SignerConfig;
import io.sealstream.signer.domain.CallSet;
import io.sealstream.signer.keys.Repository;
import io.sealstream.signer.keys.ScryptCost;
import io.sealstream.signer.signing.Consent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Which wallet a command is about. The options may stand behind the command or, as on venus-wallet, before it; its environment variables
 * count where there is none.
 */
final class WalletHome {
    private static final String DEFAULT_FOLDER = ".wallet-signer";
    private static final String FOLDER_VARIABLE = "VENUS_WALLET_PATH";
    private static final String NETWORK_VARIABLE = "VENUS_ADDRESS_TYPE";

    @Option(names = "--config", paramLabel = "FILE",
            description = "Configuration file of the signer; its signer.home is the wallet's folder. Default: config.toml in the folder.")
    private @Nullable Path config;

    @Option(names = { "--home", "--repo"}, paramLabel = "DIR",
            description = "Folder of the wallet. Default: $" + FOLDER_VARIABLE + ", or ~/.wallet-signer.")
    private @Nullable Path home;

    @Option(names = "--nettype", paramLabel = "NET",
            description = "Network for which addresses are printed and returned: f for mainnet, t for any other. Default: $"
                    + NETWORK_VARIABLE + ".")
    private @Nullable String network;

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init")
    private CommandSpec command;

    private <T> Optional<T> given(Function<WalletHome, @Nullable T> option) {
        return Optional.ofNullable(option.apply(this)).or(() -> Optional.ofNullable(option.apply(before())));
    }

    /** The options that stand before the command. */
    private WalletHome before() {
        return command.root().userObject() instanceof WalletSigner top ? top.home() : this;
    }

    private Optional<Path> config() {
        return this.<Path>given(each -> each.config);
    }

    private Optional<Path> home() {
        return this.<Path>given(each -> each.home).map(dir -> expanded(dir.toString()));
    }

    private static Optional<String> variable(String name) {
        return Optional.ofNullable(System.getenv(name)).filter(text -> !text.isBlank());
    }

    /** A variable of a service's unit has nobody to expand its {@code ~}. */
    private static Path expanded(String dir) {
        Path user = Path.of(System.getProperty("user.home"));
        return dir.startsWith("~/") ? user.resolve(dir.substring(2)) : Path.of(dir).toAbsolutePath().normalize();
    }

    Path folder() {
        return home().or(() -> config().map(file -> SignerConfig.read(file).signer().home()))
                .or(() -> variable(FOLDER_VARIABLE).map(WalletHome::expanded)).orElseGet(() -> expanded("~/" + DEFAULT_FOLDER));
    }

    /** The configuration that was named, or the one in the folder, completed with the defaults of what it leaves out. */
    Path configFile() {
        return config().orElseGet(() -> ConfigDefaults.ensure(folder()));
    }

    private Optional<SignerConfig> known() {
        Path file = config().orElseGet(() -> folder().resolve(ConfigDefaults.FILE));
        return config().isEmpty() && !Files.exists(file) ? Optional.empty() : Optional.of(SignerConfig.read(file));
    }

    /** Takes the wallet's folder, which is made where it is missing. */
    Repository open() {
        return Repository.open(folder(),
                known().flatMap(file -> file.venus().keyStore()).orElseGet(() -> Repository.keysOf(folder())));
    }

    ScryptCost cost() {
        return known().map(file -> file.signer().cost()).orElse(ScryptCost.STANDARD);
    }

    /** Where the policy stands; the one of a fresh wallet without a configuration. */
    PolicyBook.Settings policy() {
        return known().map(file -> file.signer().policy())
                .orElseGet(() -> new PolicyBook.Settings(null, CallSet.parse(List.of()), false));
    }

    /** Policy and filter of the configuration. */
    Consent consent() {
        return Consent.of(PolicyBook.open(policy()), known().flatMap(file -> file.venus().filter()));
    }

    /** Name of the network, or nothing without a configuration. */
    String network() {
        return known().map(SignerConfig::network).orElse("");
    }

    /** The letter that was asked for; empty where nobody did. */
    Optional<NetworkPrefix> prefix() {
        return this.<String>given(each -> each.network).or(() -> variable(NETWORK_VARIABLE)).map(WalletHome::prefix);
    }

    /** Names of venus-wallet ({@code cmd/wallet/main.go}) and ours. */
    private static NetworkPrefix prefix(String network) {
        return switch (network) {
            case "mainnet" -> NetworkPrefix.MAINNET;
            case "integrationnet", "2k", "cali", "calibnet", "interop", "force", "forcenet", "butterfly", "devnet" ->
                NetworkPrefix.TESTNET;
            default -> throw new IllegalArgumentException("the network '" + network
                    + "' is unknown; use mainnet, integrationnet, 2k, cali, interop, force or butterfly with --nettype or "
                    + NETWORK_VARIABLE);
        };
    }

    /** An address as this command prints it. */
    String text(Address address) {
        return address.toString(prefix().orElse(NetworkPrefix.MAINNET));
    }

    /** As the user would write it again in another command. */
    String option() {
        return config().map(file -> " --config " + file).or(() -> home().map(dir -> " --home " + dir)).orElse("");
    }
}
