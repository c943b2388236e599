package io.sealstream.signer.app;

import io.sealstream.signer.app.LockCommands.OnWallet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code support}. */
@Command(name = "support", mixinStandardHelpOptions = true,
        description = "Serve one more account at the gateways, now and after each restart.")
final class SupportCommand extends OnWallet {
    @Parameters(paramLabel = "ACCOUNT", description = "Name of the account at the gateways.")
    @SuppressWarnings("NullAway.Init")
    private String account;

    @Override
    public void run() {
        try (RunningWallet wallet = (RunningWallet) running()) {
            wallet.support(account);
        }
        say("account " + account + " is supported");
    }
}
