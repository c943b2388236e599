package io.sealstream.signer.app;

import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.Cid;
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
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
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
                out().println(home.text(wallet.create(wanted)));
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
                wallet.addresses().forEach(address -> out().println(home.text(address)));
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
                out().println(home.text(wallet.add(key.type(), secret)));
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
                byte[] hex = wallet.export(parsed(address), given);
                for (byte digit : hex) {
                    out().write(digit);
                }
                Arrays.fill(hex, (byte) 0);
            }
            out().println();
            out().flush();
        }
    }

    /** {@code del}. */
    @Command(name = "del", mixinStandardHelpOptions = true,
            description = "Delete a key. Export it first: what is deleted cannot be brought back. Always asks for the password.")
    static final class Delete extends OnKeys {
        @Parameters(paramLabel = "ADDRESS", description = "Address of the key.")
        @SuppressWarnings("NullAway.Init")
        private String address;

        @Override
        public void run() {
            Address parsed = parsed(address);
            try (Wallet wallet = Wallet.of(home); Secret given = password.ask()) {
                wallet.delete(parsed, given);
            }
            out().println("deleted: " + home.text(parsed));
            out().flush();
        }
    }

    /** {@code sign}. */
    @Command(name = "sign", mixinStandardHelpOptions = true,
            description = "Sign with a key and print type byte and signature in hexadecimal. The policy judges it as caller cli and the record keeps it. Always asks for the password.")
    static final class Sign extends OnKeys {
        @Parameters(index = "0", paramLabel = "ADDRESS", description = "Address of the key.")
        @SuppressWarnings("NullAway.Init")
        private String address;

        @Parameters(index = "1", paramLabel = "HEX",
                description = "What to sign. For a message its CBOR, or with --extra the bytes of its CID.")
        @SuppressWarnings("NullAway.Init")
        private String data;

        @Option(names = "--msg-type", paramLabel = "TYPE", defaultValue = "unknown",
                description = "message, block, dealproposal or another type of MsgMeta. Default: ${DEFAULT-VALUE}, which like f3 is signed only for keys that the policy file names.")
        @SuppressWarnings("NullAway.Init")
        private String type;

        @Option(names = "--extra", paramLabel = "HEX", description = "CBOR of the message, where HEX is its CID.")
        private @Nullable String extra;

        @Override
        public void run() {
            Address key = parsed(address);
            Bytes wanted = wanted();
            try (Wallet wallet = Wallet.of(home); Secret given = password.ask()) {
                out().println(HexFormat.of().formatHex(wallet.sign(type, key, wanted, given)));
            }
            out().flush();
        }

        /** The bytes of a CID say nothing: what is signed is always computed from the message. */
        private Bytes wanted() {
            Bytes given = hex(data);
            if (extra == null) {
                return given;
            }
            Bytes message = hex(extra);
            if (!Bytes.of(Cid.ofCbor(message.toArray()).toBytes()).equals(given)) {
                throw new IllegalArgumentException("the bytes to sign are not the CID of the message in --extra");
            }
            return message;
        }

        private static Bytes hex(String text) {
            try {
                return Bytes.of(HexFormat.of().parseHex(text));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("'" + text + "' is not hexadecimal: " + e.getMessage(), e);
            }
        }
    }

    private static Address parsed(String address) {
        try {
            return Address.parse(address);
        } catch (CodecException e) {
            throw new WalletException(Reason.UNKNOWN_KEY, "'" + address + "' is no address: " + e.getMessage(), e);
        }
    }
}
