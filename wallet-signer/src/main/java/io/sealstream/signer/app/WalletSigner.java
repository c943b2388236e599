package io.sealstream.signer.app;

import io.sealstream.proofs.ffi.ForeignLibraryException;
import io.sealstream.schemas.config.ConfigException;
import io.sealstream.signer.keys.WalletException;
import io.sealstream.signer.record.BrokenChainException;
import io.sealstream.signer.record.LedgerException;
import java.io.PrintWriter;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** The command {@code wallet-signer}: keys, passwords, the daemon. */
@Command(name = "wallet-signer", mixinStandardHelpOptions = true, version = WalletSigner.VERSION,
        description = "Keeps the keys of a Sealstream cluster, decodes what it signs, and records every decision before the signature leaves.",
        footer = {
            "",
            "First steps: wallet-signer setpwd; wallet-signer run --config FILE; wallet-signer unlock; wallet-signer new bls."},
        subcommands = { RunCommand.class,
            LockCommands.SetPassword.class, LockCommands.Unlock.class, LockCommands.Lock.class, LockCommands.LockState.class,
            KeyCommands.New.class,
            KeyCommands.Listing.class, KeyCommands.Import.class, KeyCommands.Export.class, KeyCommands.Delete.class,
            KeyCommands.Sign.class, RecordCommand.class, PolicyCommand.class, MigrateCommand.class,
            LogCommand.class, AuthCommand.class, SupportCommand.class})
public final class WalletSigner implements Runnable {
    static final String VERSION = "0.1.0";
    private static final int FAILED = 1;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private WalletHome home;

    /** Options that stand before the command. */
    WalletHome home() {
        return home;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Name a command.");
    }

    /** The command line; also for tests, which give it their own writers. */
    public static CommandLine commandLine() {
        return new CommandLine(new WalletSigner()).setExecutionExceptionHandler(WalletSigner::explain)
                .setCaseInsensitiveEnumValuesAllowed(true);
    }

    private static int explain(Exception e, CommandLine command, ParseResult parsed) {
        PrintWriter err = command.getErr();
        if (isExpected(e)) {
            err.println("wallet-signer: " + e.getMessage());
        } else {
            LoggerFactory.getLogger(WalletSigner.class).error("Command failed", e);
            err.println("wallet-signer: an unexpected failure (" + e + "); the log above has its place, please report it");
        }
        err.flush();
        return FAILED;
    }

    private static boolean isExpected(Exception e) {
        return e instanceof WalletException || e instanceof ConfigException || e instanceof LedgerException
                || e instanceof BrokenChainException
                || e instanceof IllegalArgumentException
                || e instanceof ForeignLibraryException;
    }

    /** The process. */
    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }
}
