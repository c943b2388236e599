package io.sealstream.signer.app;

import io.sealstream.signer.app.LockCommands.OnWallet;
import io.sealstream.signer.keys.Secret;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code auth}: tokens of the JSON-RPC API. */
@Command(name = "auth", mixinStandardHelpOptions = true, description = "Tokens of the JSON-RPC API.",
        subcommands = AuthCommand.ApiInfo.class)
final class AuthCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Name a command: api-info.");
    }

    /** {@code auth api-info}. */
    @Command(name = "api-info", mixinStandardHelpOptions = true,
            description = "Print token:multiaddr of the running wallet's API. Tokens do not expire; sign and admin ask for the password.")
    static final class ApiInfo extends OnWallet {
        @Option(names = "--perm", required = true, paramLabel = "PERMISSION", description = "read, write, sign or admin.")
        @SuppressWarnings("NullAway.Init")
        private String permission;

        @Option(names = "--name", paramLabel = "NAME", defaultValue = "",
                description = "Who the token is for: policy and record know the caller as rpc:NAME. Default: nobody in particular.")
        @SuppressWarnings("NullAway.Init")
        private String name;

        @Override
        public void run() {
            boolean guarded = permission.equals("sign") || permission.equals("admin");
            try (RunningWallet wallet = (RunningWallet) running();
                    Secret given = guarded ? password.ask() : Secret.take(new byte[0])) {
                say(wallet.apiInfo(permission, name, given));
            }
        }
    }
}
