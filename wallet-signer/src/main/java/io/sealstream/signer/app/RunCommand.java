package io.sealstream.signer.app;

import io.sealstream.schemas.runtime.Shutdown;
import io.sealstream.signer.config.SignerConfig;
import io.sealstream.signer.keys.Secret;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code run}: the daemon. */
@Command(name = "run", mixinStandardHelpOptions = true,
        description = "Run the signer: answer sign.request, serve /healthz and /metrics, take commands of this command line. Starts locked unless a password is given. Without --config it uses config.toml in the wallet's folder and writes the defaults of missing keys into it.")
final class RunCommand implements Callable<Integer> {
    private static final Logger LOGGER = LoggerFactory.getLogger(RunCommand.class);

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private WalletHome home;

    @Option(names = { "--password", "--pwd"}, paramLabel = "PASSWORD",
            description = "Unlock at start. Other users of this machine can see it: prefer --password-file.")
    private @Nullable String given;

    @Option(names = "--gateway-api", paramLabel = "ADDRESS",
            description = "Register at this gateway; may be repeated. Takes the place of RegisterAPI.")
    private List<String> gateways = List.of();

    @Option(names = "--gateway-token", paramLabel = "TOKEN",
            description = "Token of our account there. Other users of this machine can see it: prefer Token in the configuration.")
    private String gatewayToken = "";

    @Option(names = "--support-accounts", paramLabel = "ACCOUNT", split = ",",
            description = "Account for which the keys sign there; may be repeated. Takes the place of SupportAccounts.")
    private List<String> supportAccounts = List.of();

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private PasswordOption password;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        Path config = home.configFile();
        SignerConfig written = SignerConfig.read(config);
        SignerConfig settings = written.with(written.interfaces().hub().or(gateways, gatewayToken, supportAccounts),
                home.prefix());
        Optional<Secret> opening = password();
        Shutdown shutdown = new Shutdown();
        try (shutdown) {
            Daemon daemon = Daemon.start(settings, opening, config, shutdown);
            endCleanlyOnSignal(shutdown, daemon);
            PrintWriter out = spec.commandLine().getOut();
            out.println(daemon.readyLine());
            out.flush();
            return daemon.await();
        }
    }

    /** A signal is the ordinary way to stop a daemon: it ends with code 0 once everything is closed, not with the signal's number. */
    private static void endCleanlyOnSignal(Shutdown shutdown, Daemon daemon) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            shutdown.close();
            Runtime.getRuntime().halt(daemon.await());
        }, "shutdown"));
    }

    private Optional<Secret> password() {
        if (given != null) {
            LOGGER.warn(
                    "A password on the command line is visible to other users of this machine; use --password-file or 'wallet-signer unlock'");
            return Optional.of(Secret.take(given.getBytes(StandardCharsets.UTF_8)));
        }
        return password.isGiven() ? Optional.of(password.ask()) : Optional.empty();
    }
}
