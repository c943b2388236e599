package io.sealstream.signer.config;

import io.sealstream.filecoin.Bytes;
import io.sealstream.rpc.Jwt;
import io.sealstream.rpc.RpcException;
import io.sealstream.schemas.config.ConfigTable;
import io.sealstream.schemas.config.Durations;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The tables of venus-wallet's {@code config.toml} about the wallet itself: {@code [DB]}, {@code [JWT]}, {@code [SignFilter]},
 * {@code [SignRecorder]}, {@code [Metrics]} (venus-wallet {@code config/config.go}; chain.md 1.2), with those of its older versions. Names
 * are found in any case, as its decoder finds them.
 *
 * @param keyStore    {@code DB.Conn}; empty for the usual file in the wallet's folder
 * @param tokenSecret {@code JWT.Secret}, 32 bytes or more, so that tokens of venus-wallet stay good; empty for a secret of our own
 * @param filter      {@code SignFilter.Expr}, a command for {@code sh -c}; empty for none
 * @param recordKeep  {@code SignRecorder.KeepDuration} as written; empty where absent
 * @param remarks     what is not honoured, or not as there: a sentence for each key, said at start
 */
public record VenusTables(Optional<Path> keyStore, Optional<Bytes> tokenSecret, Optional<String> filter,
        Optional<Duration> recordKeep,
        List<String> remarks) {
    private static final int SECRET_BYTES = 32;
    private static final String HOME = "~/";

    public VenusTables {
        remarks = List.copyOf(remarks);
    }

    static VenusTables read(ConfigTable root) {
        List<String> remarks = new ArrayList<>();
        Optional<Path> keyStore = keyStore(root.tableInAnyCase("DB"));
        Optional<Bytes> secret = secret(root.tableInAnyCase("JWT"), remarks);
        Optional<String> filter = root.tableInAnyCase("SignFilter").optionalString("Expr").filter(text -> !text.isBlank());
        Optional<Duration> keep = keep(root.tableInAnyCase("SignRecorder"), remarks);
        leftovers(root, remarks);
        return new VenusTables(keyStore, secret, filter, keep, remarks);
    }

    private static Optional<Path> keyStore(ConfigTable table) {
        String type = table.string("Type", "sqlite");
        if (!type.equals("sqlite")) {
            throw table.fail("Type", "\"" + type + "\" is no kind of key store that is read here",
                    "write \"sqlite\"; keys elsewhere come over by export there and 'wallet-signer import' here");
        }
        table.bool("DebugMode", false);
        String conn = table.string("Conn", "");
        if (conn.startsWith("file:") || conn.contains("?")) {
            throw table.fail("Conn", "is no path of a file", "write the path alone, such as \"/srv/wallet/keystore.sqlit\"");
        }
        if (conn.startsWith(HOME)) {
            return Optional.of(Path.of(System.getProperty("user.home"), conn.substring(HOME.length())));
        }
        return conn.isEmpty() ? Optional.empty() : table.optionalPath("Conn");
    }

    /** Text that is refused is not repeated: it may be a secret with a slip of the pen. */
    private static Optional<Bytes> secret(ConfigTable table, List<String> remarks) {
        Optional<Bytes> secret = table.optionalString("Secret").filter(text -> !text.isEmpty()).map(text -> hex(table, text));
        String token = table.string("Token", "");
        if (!token.isEmpty() && !secret.map(key -> isTokenOf(key, token)).orElse(false)) {
            remarks.add("JWT.Token was not made under JWT.Secret and opens nothing; 'wallet-signer auth api-info' makes tokens");
        }
        return secret;
    }

    private static Bytes hex(ConfigTable table, String text) {
        try {
            byte[] secret = HexFormat.of().parseHex(text.strip());
            if (secret.length >= SECRET_BYTES) {
                return Bytes.of(secret);
            }
        } catch (IllegalArgumentException e) {
            throw secretless(table);
        }
        throw secretless(table);
    }

    private static RuntimeException secretless(ConfigTable table) {
        return table.fail("Secret", "is not " + SECRET_BYTES + " bytes or more in hexadecimal",
                "copy it from the config.toml of venus-wallet, or remove it: then the wallet makes one of its own, and old tokens end");
    }

    /** venus-wallet writes the token's text in hexadecimal. */
    private static boolean isTokenOf(Bytes secret, String token) {
        try {
            new Jwt(secret.toArray())
                    .verify(new String(HexFormat.of().parseHex(token.strip()), StandardCharsets.US_ASCII));
            return true;
        } catch (RpcException | IllegalArgumentException e) {
            return false;
        }
    }

    private static Optional<Duration> keep(ConfigTable table, List<String> remarks) {
        if (!table.bool("Enable", true)) {
            remarks.add(
                    "SignRecorder.Enable = false is not followed: without its record the wallet could sign two messages for one"
                            + " nonce; signer.record-keep says how long details are kept");
        }
        return table.optionalString("KeepDuration").filter(text -> !text.isBlank()).map(text -> duration(table, text));
    }

    /** Ours, or Go's: {@code 168h0m0s}. */
    private static Duration duration(ConfigTable table, String text) {
        return Durations.parse(text).orElseGet(() -> {
            try {
                return Duration.parse("PT" + text.strip().toUpperCase(Locale.ROOT));
            } catch (DateTimeParseException e) {
                throw table.fail("KeepDuration", "cannot read \"" + text + "\"", "write hours, such as \"720h\"");
            }
        });
    }

    /** What venus-wallet itself does not use, and tables that its versions before 1.10 had. */
    private static void leftovers(ConfigTable root, List<String> remarks) {
        ConfigTable metrics = root.tableInAnyCase("Metrics");
        metrics.string("Nickname", "");
        metrics.bool("HeadNotify", false);
        if (root.hasInAnyCase("Strategy")) {
            remarks.add(
                    "[Strategy] is not read: the rules of that engine must be written anew in the policy file, signer.policy");
        }
        if (root.hasInAnyCase("WalletEvent")) {
            remarks.add("[WalletEvent] is not read: gateways stand in [APIRegisterHub]");
        }
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "VenusTables[keyStore=" + keyStore + ", filter=" + filter + ", recordKeep=" + recordKeep + "]";
    }
}
