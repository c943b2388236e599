package io.sealstream.signer.app;

import io.sealstream.signer.keys.WalletException;
import io.sealstream.signer.keys.WalletException.Reason;
import java.util.List;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code log}: what the running signer logs. */
@Command(name = "log", mixinStandardHelpOptions = true,
        description = "Look at the log levels of the running signer and change them.",
        subcommands = { LogCommand.Listing.class, LogCommand.SetLevel.class})
final class LogCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Name a command: log list or set-level.");
    }

    /** What both share. */
    @SuppressWarnings("NullAway.Init") // picocli fills the fields before the command runs
    abstract static class OnRunning implements Runnable {
        @Mixin
        WalletHome home;
        @Spec
        CommandSpec spec;

        final void running(Consumer<RunningWallet> use) {
            try (Wallet wallet = Wallet.of(home)) {
                if (!(wallet instanceof RunningWallet running)) {
                    throw new WalletException(Reason.LOCKED, "no wallet-signer runs on " + home.folder()
                            + ", so nothing is logged; start it with 'wallet-signer run'");
                }
                use.accept(running);
            }
        }
    }

    /** {@code log list}. */
    @Command(name = "list", mixinStandardHelpOptions = true, description = "Print each system with its level.")
    static final class Listing extends OnRunning {
        @Override
        public void run() {
            running(wallet -> wallet.logLevels().forEach(spec.commandLine().getOut()::println));
            spec.commandLine().getOut().flush();
        }
    }

    /** {@code log set-level}. */
    @Command(name = "set-level", mixinStandardHelpOptions = true,
            description = "Change what is logged until the signer ends: trace, debug, info, warn, error or off.")
    static final class SetLevel extends OnRunning {
        @Option(names = "--system", paramLabel = "SYSTEM", description = "Only this system; repeatable. Default: everything.")
        private List<String> systems = List.of();

        @Parameters(paramLabel = "LEVEL", description = "The level.")
        @SuppressWarnings("NullAway.Init")
        private String level;

        @Override
        public void run() {
            running(wallet -> (systems.isEmpty() ? List.of("") : systems).forEach(system -> wallet.setLogLevel(system, level)));
        }
    }
}
