package io.sealstream.signer.app;

import io.sealstream.signer.config.ConfigMigration;
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
        description = "Take over the keys of a venus-wallet, under the same password, and its configuration: rows are copied as they are and nothing is decrypted. Prints what came over and what did not. Stop venus-wallet first, and do not run it with these keys again. Its folder is not changed.")
final class MigrateCommand implements Runnable {
    @Mixin
    @SuppressWarnings("NullAway.Init")
    private WalletHome home;

    @Option(names = "--from", paramLabel = "DIR", required = true,
            description = "Folder of the venus-wallet, as ~/.venus_wallet, or its key store alone.")
    @SuppressWarnings("NullAway.Init")
    private Path from;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public void run() {
        ConfigMigration config = ConfigMigration.read(from);
        KeyMigration.Result result = KeyMigration.run(config.keyStore(), home.folder(), InstantSource.system());
        boolean written = config.write(home.folder());
        PrintWriter out = spec.commandLine().getOut();
        result.taken().forEach(address -> out.println(home.text(address)));
        out.println(result.taken().size()
                + " keys taken over; 'wallet-signer run' and then 'wallet-signer unlock' with the same password");
        result.unsupported().forEach(address -> out.println("kept, but not usable here (delegated): " + home.text(address)));
        config.settings().forEach(each -> out.println((written ? "taken over: " : "NOT taken over: ") + each
                + (written ? "" : "; " + home.folder() + " has a config.toml already, write it there")));
        config.left().forEach(each -> out.println("not taken over: " + each));
        out.flush();
    }
}
