package io.sealstream.signer.app;

import io.sealstream.signer.keys.KeyMigration;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code migrate}. */
@Command(name = "migrate", mixinStandardHelpOptions = true,
        description = "Take over the keys of a venus-wallet, under the same password: its rows are copied as they are and nothing is decrypted. Stop venus-wallet first, and do not run it with these keys again. Its folder is not changed.")
final class MigrateCommand implements Runnable {
    @Mixin
    @SuppressWarnings("NullAway.Init")
    private WalletHome home;

    @Option(names = "--from", paramLabel = "DIR", required = true,
            description = "Folder of the venus-wallet, as ~/.venus_wallet.")
    @SuppressWarnings("NullAway.Init")
    private Path from;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public void run() {
        KeyMigration.Result result = KeyMigration.run(from, home.folder(), InstantSource.system());
        PrintWriter out = spec.commandLine().getOut();
        result.taken().forEach(out::println);
        out.println(result.taken().size()
                + " keys taken over; 'wallet-signer run' and then 'wallet-signer unlock' with the same password");
        result.unsupported().forEach(address -> out.println("kept, but not usable here (delegated): " + address));
        out.flush();
    }
}
