package io.sealstream.schemas.kafka;

import io.sealstream.schemas.config.ConfigException;
import io.sealstream.schemas.config.ConfigTable;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * How a client shows the brokers who it is: a user with a password (SCRAM-SHA-512) over TLS.
 *
 * @param user     name of the user
 * @param password its password
 * @param ca       PEM file with the certificates that sign those of the brokers; empty for what the JDK trusts
 */
public record Login(String user, String password, Optional<Path> ca) {
    private static final long MAX_BYTES = 1 << 20;
    private static final Set<PosixFilePermission> OTHERS = Set.of(PosixFilePermission.GROUP_READ,
            PosixFilePermission.OTHERS_READ);

    /** Client properties; Kafka reads the password in quotes, where {@code \} and {@code "} are written with a {@code \} before them. */
    public Map<String, String> properties() {
        Map<String, String> out = new TreeMap<>(tls("SASL_SSL", ca));
        out.put("sasl.mechanism", "SCRAM-SHA-512");
        out.put("sasl.jaas.config", "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"" + quoted(user)
                + "\" password=\"" + quoted(password) + "\";");
        return out;
    }

    private static String quoted(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"");
    }

    private static Map<String, String> tls(String protocol, Optional<Path> ca) {
        Map<String, String> out = new TreeMap<>();
        out.put("security.protocol", protocol);
        ca.ifPresent(file -> {
            out.put("ssl.truststore.type", "PEM");
            out.put("ssl.truststore.location", file.toString());
        });
        return out;
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "Login[" + user + "]";
    }

    /**
     * Reads {@code user}, {@code password-file} and {@code ca-file}; without any of them, nothing. {@code ca-file} alone is TLS without a
     * user, for clients that show a certificate through further properties.
     *
     * @throws io.sealstream.schemas.config.ConfigException where a file cannot be used, with the fix
     */
    static Map<String, String> propertiesOf(ConfigTable table) {
        Optional<String> user = table.optionalString("user");
        Optional<Path> password = table.optionalPath("password-file");
        Optional<Path> ca = table.optionalPath("ca-file");
        ca.ifPresent(file -> requireCertificates(table, file));
        if (user.isPresent() != password.isPresent()) {
            throw table.fail(user.isPresent() ? "user" : "password-file", "stands alone",
                    "give both user and password-file, or neither");
        }
        if (user.isPresent()) {
            return new Login(user.get(), password(table, "password-file", password.get()), ca).properties();
        }
        return ca.isPresent() ? tls("SSL", ca) : Map.of();
    }

    /** The only line of a file that its owner alone may read. */
    static String password(ConfigTable table, String key, Path file) {
        PosixFileAttributeView rights = Files.getFileAttributeView(file, PosixFileAttributeView.class);
        String text = text(table, key, file).strip();
        try {
            if (rights != null && !Collections.disjoint(rights.readAttributes().permissions(), OTHERS)) {
                throw table.fail(key, file + " can be read by other users", "run: chmod 600 " + file);
            }
        } catch (IOException e) {
            throw unreadable(table, key, file, e);
        }
        if (text.isEmpty() || text.lines().count() > 1) {
            throw table.fail(key, file + " holds no password", "write the password as its only line");
        }
        return text;
    }

    private static void requireCertificates(ConfigTable table, Path file) {
        if (!text(table, "ca-file", file).contains("-----BEGIN CERTIFICATE-----")) {
            throw table.fail("ca-file", file + " holds no certificate",
                    "give the PEM file of the CA that signed the brokers' certificates");
        }
    }

    private static String text(ConfigTable table, String key, Path file) {
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw table.fail(key, file + " is larger than 1 MiB", "give the right file");
            }
            return Files.readString(file);
        } catch (IOException e) {
            throw unreadable(table, key, file, e);
        }
    }

    private static ConfigException unreadable(ConfigTable table, String key, Path file, IOException e) {
        return switch (e) {
            case NoSuchFileException _ -> table.fail(key, "there is no file " + file, "make it, or correct the path");
            case MalformedInputException _ -> table.fail(key, file + " is no UTF-8 text", "give the right file");
            default -> table.fail(key, file + " cannot be read (" + e + ")", "let this process's user read it");
        };
    }
}
