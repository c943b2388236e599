package io.sealstream.signer.app;

import io.sealstream.filecoin.Message;
import io.sealstream.signer.config.PolicyBook;
import io.sealstream.signer.config.PolicyFile;
import io.sealstream.signer.domain.Caller;
import io.sealstream.signer.domain.Judgement;
import io.sealstream.signer.domain.SigningPolicy;
import io.sealstream.signer.keys.WalletException;
import io.sealstream.signer.keys.WalletException.Reason;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code policy}: what is signed. */
@Command(name = "policy", mixinStandardHelpOptions = true, description = "Look at the policy, check a new one, put it in force.",
        subcommands = { PolicyCommand.Show.class, PolicyCommand.Check.class, PolicyCommand.Reload.class})
final class PolicyCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Name a command: policy show, check or reload.");
    }

    /** What all of them share. */
    @SuppressWarnings("NullAway.Init") // picocli fills the fields before the command runs
    abstract static class OnPolicy implements Runnable {
        @Mixin
        WalletHome home;
        @Spec
        CommandSpec spec;

        final void say(List<String> lines) {
            PrintWriter out = spec.commandLine().getOut();
            lines.forEach(out::println);
            out.flush();
        }
    }

    /** {@code policy show}. */
    @Command(name = "show", mixinStandardHelpOptions = true,
            description = "Print the policy in words: the one in force in a running signer, else the one of the configuration.")
    static final class Show extends OnPolicy {
        @Override
        public void run() {
            try (Wallet wallet = Wallet.of(home)) {
                say(wallet.policy());
            }
        }
    }

    /** {@code policy check}. */
    @Command(name = "check", mixinStandardHelpOptions = true,
            description = "Read a policy file and print it in words; with --message also what each rule says to that message. Changes nothing.")
    static final class Check extends OnPolicy {
        @Parameters(paramLabel = "FILE", description = "The policy file.")
        @SuppressWarnings("NullAway.Init")
        private Path file;

        @Option(names = "--message", paramLabel = "HEX", description = "CBOR of an unsigned message.")
        private @Nullable String message;

        @Option(names = "--caller", paramLabel = "CALLER", defaultValue = "kafka",
                description = "Who asks for it: kafka, cli, rpc, gateway or rpc:NAME. Default: ${DEFAULT-VALUE}.")
        @SuppressWarnings("NullAway.Init")
        private String caller;

        @Override
        public void run() {
            PolicyBook.Settings base = home.policy();
            SigningPolicy policy = PolicyFile.read(file, base.allowed(), base.compat());
            say(policy.text());
            if (message != null) {
                Message read = Message.fromCbor(HexFormat.of().parseHex(message));
                Judgement judgement = policy.judge(Caller.parse(caller), read, InstantSource.system().millis());
                say(judgement.steps());
                say(List.of((judgement.allowed() ? "signed: " : "refused: ") + judgement.reason()));
            }
        }
    }

    /** {@code policy reload}. */
    @Command(name = "reload", mixinStandardHelpOptions = true,
            description = "Have the running signer read its policy file again; a file with a mistake is refused and changes nothing.")
    static final class Reload extends OnPolicy {
        @Override
        public void run() {
            try (Wallet wallet = Wallet.of(home)) {
                if (!(wallet instanceof RunningWallet running)) {
                    throw new WalletException(Reason.LOCKED, "no wallet-signer runs on " + home.folder()
                            + "; it reads its policy file when it starts");
                }
                say(running.reloadPolicy());
            }
        }
    }
}
