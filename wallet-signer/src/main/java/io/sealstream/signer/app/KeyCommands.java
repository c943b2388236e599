package io.sealstream.signer.app;

import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.CodecException;
import io.sealstream.signer.keys.ExportedKey;
import io.sealstream.signer.keys.KeyType;
import io.sealstream.signer.keys.Secret;
import io.sealstream.signer.keys.WalletException;
import io.sealstream.signer.keys.WalletException.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Commands about keys. */
final class KeyCommands {
    private static final int MAX_IMPORT_BYTES = 4096;

    private KeyCommands() {}

    /** What all of them share. */
    @SuppressWarnings("NullAway.Init") // picocli fills the fields before the command runs
    abstract static class OnKeys implements Runnable {
        @Mixin
        WalletHome home;
        @Mixin
        PasswordOption password;
        @Spec
        CommandSpec spec;

        final PrintWriter out() {
            return spec.commandLine().getOut();
        }

        /** A wallet whose keys can be used; a store at rest asks for the password, a running wallet must be unlocked already. */
        final Wallet unlocked() {
            Wallet wallet = Wallet.of(home);
            try {
                if (wallet instanceof StoredWallet) {
                    try (Secret given = password.ask()) {
                        wallet.unlock(given);
                    }
                }
                return wallet;
            } catch (RuntimeException e) {
                wallet.close();
                throw e;
            }
        }
    }

    /** {@code new}. */
    @Command(name = "new", mixinStandardHelpOptions = true, description = "Make a key and print its address.")
    static final class New extends OnKeys {
        @Parameters(paramLabel = "TYPE", arity = "0..1", defaultValue = "secp256k1",
                description = "secp256k1 or bls. Default: ${DEFAULT-VALUE}.")
        @SuppressWarnings("NullAway.Init")
        private String type;

        @Override
        public void run() {
            KeyType wanted = KeyType.of(type);
            try (Wallet wallet = unlocked()) {
                out().println(wallet.create(wanted));
            }
            out().flush();
        }
    }

    /** {@code list}. */
    @Command(name = "list", aliases = "ls", mixinStandardHelpOptions = true,
            description = "Print the address of each key. Needs no password.")
    static final class Listing extends OnKeys {
        @Override
        public void run() {
            try (Wallet wallet = Wallet.of(home)) {
                wallet.addresses().forEach(out()::println);
            }
            out().flush();
        }
    }

    /** {@code import}. */
    @Command(name = "import", mixinStandardHelpOptions = true, description = "Take in an exported key and print its address.")
    static final class Import extends OnKeys {
        @Parameters(paramLabel = "FILE", arity = "0..1", defaultValue = "-",
                description = "File with the exported key; '-' is standard input. Default: ${DEFAULT-VALUE}.")
        @SuppressWarnings("NullAway.Init")
        private Path file;

        @Option(names = "--format", paramLabel = "FORMAT", defaultValue = "hex-venus",
                description = "hex-venus or json-venus. Default: ${DEFAULT-VALUE}.")
        @SuppressWarnings("NullAway.Init")
        private String format;

        @Override
        public void run() {
            ExportedKey.Read key = ExportedKey.read(content(), form());
            try (Secret secret = key.key(); Wallet wallet = unlocked()) {
                out().println(wallet.add(key.type(), secret));
            }
            out().flush();
        }

        private ExportedKey.Form form() {
            return switch (format) {
                case "hex-venus" -> ExportedKey.Form.HEX_VENUS;
                case "json-venus" -> ExportedKey.Form.JSON_VENUS;
                default -> throw new WalletException(Reason.BAD_KEY,
                        "the format '" + format + "' is unknown; use hex-venus or json-venus");
            };
        }

        private byte[] content() {
            boolean standardInput = file.toString().equals("-");
            try (InputStream in = standardInput ? InputStream.nullInputStream() : Files.newInputStream(file)) {
                return (standardInput ? System.in : in).readNBytes(MAX_IMPORT_BYTES);
            } catch (IOException e) {
                throw new WalletException(Reason.BAD_KEY, "the file " + file + " cannot be read: " + e.getMessage(), e);
            }
        }
    }

    /** {@code export}. */
    @Command(name = "export", mixinStandardHelpOptions = true,
            description = "Print a private key in hexadecimal (hex-venus). Whoever sees it owns the key. Always asks for the password.")
    static final class Export extends OnKeys {
        @Parameters(paramLabel = "ADDRESS", description = "Address of the key.")
        @SuppressWarnings("NullAway.Init")
        private String address;

        @Override
        public void run() {
            try (Wallet wallet = Wallet.of(home); Secret given = password.ask()) {
                byte[] hex = wallet.export(parsed(), given);
                for (byte digit : hex) {
                    out().write(digit);
                }
                Arrays.fill(hex, (byte) 0);
            }
            out().println();
            out().flush();
        }

        private Address parsed() {
            try {
                return Address.parse(address);
            } catch (CodecException e) {
                throw new WalletException(Reason.UNKNOWN_KEY, "'" + address + "' is no address: " + e.getMessage(), e);
            }
        }
    }
}
