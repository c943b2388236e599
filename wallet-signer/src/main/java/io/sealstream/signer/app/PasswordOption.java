package io.sealstream.signer.app;

import io.sealstream.signer.keys.Secret;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a command takes the password from. */
final class PasswordOption {
    @Option(names = "--password-file", paramLabel = "FILE",
            description = "Read the password from the first line of FILE ('-' for standard input) instead of asking.")
    private @Nullable Path file;

    private final Passwords passwords = new Passwords(System.in);

    boolean isGiven() { return file != null; }

    Secret ask() {
        return file == null ? passwords.ask("Password") : passwords.fromFile(file);
    }

    Secret choose() {
        return file == null ? passwords.askNew() : passwords.fromFile(file);
    }
}
