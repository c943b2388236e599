package io.sealstream.signer.app;

import io.sealstream.signer.keys.Secret;
import io.sealstream.signer.keys.WalletException;
import io.sealstream.signer.keys.WalletException.Reason;
import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Arrays;
import java.util.Collections;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks for passwords: on a terminal without echo, else the next line of standard input. They are never made into strings. */
final class Passwords {
    private static final Logger LOGGER = LoggerFactory.getLogger(Passwords.class);
    private static final Set<PosixFilePermission> OTHERS_MAY_READ = Set.of(PosixFilePermission.GROUP_READ,
            PosixFilePermission.OTHERS_READ);
    private static final int MAX_BYTES = 1024;

    private final InputStream in;

    Passwords(InputStream in) {
        this.in = in;
    }

    @SuppressWarnings("SystemConsoleNull") // null again since JDK 25 where there is no terminal
    Secret ask(String prompt) {
        @Nullable
        Console console = System.console();
        if (console == null || !console.isTerminal()) {
            return line();
        }
        char @Nullable [] typed = console.readPassword("%s: ", prompt);
        if (typed == null) {
            throw none();
        }
        return Secret.take(typed);
    }

    /** A new password, asked for twice. */
    Secret askNew() {
        try (Secret first = ask("Password"); Secret second = ask("Enter Password again")) {
            if (!first.<Boolean>with(a -> second.with(b -> Arrays.equals(a, b)))) {
                throw new WalletException(Reason.WRONG_PASSWORD, "the two passwords differ; try again");
            }
            return first.copy();
        }
    }

    /** The first line of a file, or of standard input for {@code -}. */
    Secret fromFile(Path file) {
        if (file.toString().equals("-")) {
            return line();
        }
        try (InputStream content = Files.newInputStream(file)) {
            if (!Collections.disjoint(Files.getPosixFilePermissions(file), OTHERS_MAY_READ)) {
                LOGGER.atWarn().addKeyValue("file", file)
                        .log("Other users of this machine can read the password file; run chmod 600 on it");
            }
            return line(content);
        } catch (IOException e) {
            throw new WalletException(Reason.NO_PASSWORD, "the password file " + file + " cannot be read: " + e.getMessage(), e);
        }
    }

    private Secret line() {
        try {
            return line(in);
        } catch (IOException e) {
            throw new WalletException(Reason.NO_PASSWORD, "no password can be read from standard input: " + e.getMessage(), e);
        }
    }

    private static Secret line(InputStream content) throws IOException {
        byte[] buffer = new byte[MAX_BYTES];
        int length = 0;
        for (int b = content.read(); b != '\n' && b >= 0; b = content.read()) {
            if (length == MAX_BYTES) {
                Arrays.fill(buffer, (byte) 0);
                throw new IOException("longer than " + MAX_BYTES + " bytes");
            }
            buffer[length++] = (byte) b;
        }
        if (length > 0 && buffer[length - 1] == '\r') {
            length--;
        }
        byte[] exact = Arrays.copyOf(buffer, length);
        Arrays.fill(buffer, (byte) 0);
        if (length == 0) {
            throw none();
        }
        return Secret.take(exact);
    }

    private static WalletException none() {
        return new WalletException(Reason.NO_PASSWORD, "no password was given; type it, or name a file with --password-file");
    }
}
