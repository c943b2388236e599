package io.sealstream.signer.keys;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.CodecException;
import io.sealstream.signer.keys.WalletException.Reason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * Encrypted keys in SQLite, table and crypto format of venus-wallet ({@code storage/sqlite/key_types.go}): one row a key, the address
 * without its network letter, {@code private_key} = JSON {@code {"Type", "PrivateKey": base64(key file)}}. Beside it, in a table of our
 * own that venus-wallet ignores, a verifier: a random secret under the password, so that a wrong one is refused even with no key stored.
 */
final class KeyStore implements AutoCloseable {
    private static final List<String> TABLES = List.of(
            "CREATE TABLE IF NOT EXISTS `wallets` (`id` integer PRIMARY KEY AUTOINCREMENT, `created_at` datetime, `updated_at` datetime,"
                    + " `deleted_at` datetime, `address` varchar(255), `private_key` blob NOT NULL, `meta` blob DEFAULT null)",
            "CREATE UNIQUE INDEX IF NOT EXISTS `idx_wallets_address` ON `wallets`(`address`)",
            "CREATE INDEX IF NOT EXISTS `idx_wallets_deleted_at` ON `wallets`(`deleted_at`)",
            "CREATE TABLE IF NOT EXISTS `sealstream_verifier` (`id` integer PRIMARY KEY CHECK (`id` = 1), `crypto` blob NOT NULL)");
    /** How gorm writes times. */
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSSxxx")
            .withZone(ZoneOffset.UTC);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String CANONICAL_LETTER = "f";

    private final Connection connection;
    private final InstantSource clock;

    private KeyStore(Connection connection, InstantSource clock) {
        this.connection = connection;
        this.clock = clock;
    }

    /** A key as stored. */
    record Stored(KeyType type, KeyFile file) {}

    /** A row as venus-wallet wrote it: read for its address and the name of its type, and otherwise left alone. */
    @SuppressWarnings("ArrayRecordComponent") // copied from file to file, never compared
    record Row(Address address, String createdAt, byte[] privateKey) {
        boolean isSupported() { return KeyType.isSupported(typeOf(address, privateKey)); }
    }

    /** Every row of a key store that belongs to somebody else; only reads. */
    static List<Row> rowsOf(Path file) {
        return inSql(() -> {
            try (Connection source = DriverManager.getConnection("jdbc:sqlite:file:" + file.toAbsolutePath() + "?mode=ro");
                    Statement statement = source.createStatement();
                    ResultSet rows = statement.executeQuery(
                            "SELECT address, created_at, private_key FROM wallets WHERE deleted_at IS NULL ORDER BY id")) {
                List<Row> found = new ArrayList<>();
                while (rows.next()) {
                    Row row = new Row(address(rows.getString(1)), String.valueOf(rows.getString(2)), rows.getBytes(3));
                    keyFile(row.address(), row.privateKey());
                    found.add(row);
                }
                return found;
            }
        });
    }

    /** Puts rows in as they are, all or none. */
    void putAll(List<Row> rows) {
        inSql(() -> {
            connection.setAutoCommit(false);
            try (PreparedStatement insert = connection
                    .prepareStatement(
                            "INSERT INTO wallets (created_at, updated_at, address, private_key) VALUES (?1, ?1, ?2, ?3)")) {
                for (Row row : rows) {
                    insert.setString(1, row.createdAt());
                    insert.setString(2, column(row.address()));
                    insert.setBytes(3, row.privateKey());
                    insert.executeUpdate();
                }
                connection.commit();
            } finally {
                connection.setAutoCommit(true);
            }
            return rows;
        });
    }

    static KeyStore open(Path file, InstantSource clock) {
        try {
            Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
            try (Statement statement = connection.createStatement()) {
                statement.execute("PRAGMA synchronous=FULL");
                // A deleted key is overwritten in the file, not only unlinked.
                statement.execute("PRAGMA secure_delete=ON");
                for (String table : TABLES) {
                    statement.execute(table);
                }
            } catch (SQLException e) {
                connection.close();
                throw e;
            }
            return new KeyStore(connection, clock);
        } catch (SQLException e) {
            throw new WalletException(Reason.STORAGE, "the key store " + file + " cannot be opened: " + e.getMessage(), e);
        }
    }

    /** Addresses in order of creation, those of key types that this signer does not support included. */
    List<Address> addresses() {
        return inSql(() -> {
            try (PreparedStatement query = connection
                    .prepareStatement("SELECT address FROM wallets WHERE deleted_at IS NULL ORDER BY id");
                    ResultSet rows = query.executeQuery()) {
                List<Address> found = new ArrayList<>();
                while (rows.next()) {
                    found.add(address(rows.getString(1)));
                }
                return found;
            }
        });
    }

    Optional<Stored> find(Address address) {
        return inSql(() -> {
            try (PreparedStatement query = connection
                    .prepareStatement("SELECT private_key FROM wallets WHERE address = ? AND deleted_at IS NULL")) {
                query.setString(1, column(address));
                try (ResultSet rows = query.executeQuery()) {
                    return rows.next() ? Optional.of(stored(address, rows.getBytes(1))) : Optional.empty();
                }
            }
        });
    }

    void put(Address address, Stored key) {
        byte[] json = JsonNodeFactory.instance.objectNode().put("Type", key.type().label()).put("PrivateKey", key.file().toJson())
                .toString()
                .getBytes(StandardCharsets.UTF_8);
        inSql(() -> {
            try (PreparedStatement insert = connection
                    .prepareStatement("INSERT INTO wallets (created_at, updated_at, address, private_key) VALUES (?, ?, ?, ?)"
                            + " ON CONFLICT (address) DO UPDATE SET updated_at = excluded.updated_at, deleted_at = NULL,"
                            + " private_key = excluded.private_key WHERE deleted_at IS NOT NULL")) {
                String now = TIME.format(clock.instant());
                insert.setString(1, now);
                insert.setString(2, now);
                insert.setString(3, column(address));
                insert.setBytes(4, json);
                return insert.executeUpdate();
            }
        });
    }

    /** Leaves a tombstone: the row without its key, marked as gorm marks a deleted one. */
    void delete(Address address) {
        int deleted = inSql(() -> {
            try (PreparedStatement update = connection.prepareStatement(
                    "UPDATE wallets SET deleted_at = ?1, updated_at = ?1, private_key = x'' WHERE address = ?2 AND deleted_at IS NULL")) {
                update.setString(1, TIME.format(clock.instant()));
                update.setString(2, column(address));
                return update.executeUpdate();
            }
        });
        if (deleted == 0) {
            throw new WalletException(Reason.UNKNOWN_KEY,
                    "no key of " + address + " is in this wallet; 'wallet-signer list' shows the keys");
        }
    }

    Optional<KeyFile> verifier() {
        return inSql(() -> {
            try (PreparedStatement query = connection.prepareStatement("SELECT crypto FROM sealstream_verifier WHERE id = 1");
                    ResultSet rows = query.executeQuery()) {
                return rows.next() ? Optional.of(KeyFile.fromJson(rows.getBytes(1))) : Optional.empty();
            }
        });
    }

    void setVerifier(KeyFile verifier) {
        inSql(() -> {
            try (PreparedStatement insert = connection
                    .prepareStatement("INSERT INTO sealstream_verifier (id, crypto) VALUES (1, ?)")) {
                insert.setBytes(1, verifier.toJson());
                return insert.executeUpdate();
            }
        });
    }

    /** The encrypted part of the oldest key, whatever its type: every key is under the same password. */
    KeyFile firstFile() {
        return inSql(() -> {
            try (PreparedStatement query = connection
                    .prepareStatement("SELECT address, private_key FROM wallets WHERE deleted_at IS NULL ORDER BY id LIMIT 1");
                    ResultSet rows = query.executeQuery()) {
                if (!rows.next()) {
                    throw new IllegalStateException("asked for a key of an empty store");
                }
                return keyFile(address(rows.getString(1)), rows.getBytes(2));
            }
        });
    }

    private static Stored stored(Address address, byte[] blob) {
        return new Stored(KeyType.of(typeOf(address, blob)), keyFile(address, blob));
    }

    private static KeyFile keyFile(Address address, byte[] blob) {
        try {
            return KeyFile.fromJson(Base64.getDecoder().decode(JSON.readTree(blob).path("PrivateKey").asText()));
        } catch (IOException | IllegalArgumentException e) {
            throw damaged(address, e);
        }
    }

    private static String typeOf(Address address, byte[] blob) {
        try {
            return JSON.readTree(blob).path("Type").asText();
        } catch (IOException e) {
            throw damaged(address, e);
        }
    }

    private static WalletException damaged(Address address, Exception e) {
        return new WalletException(Reason.DAMAGED, "the stored key of " + address + " cannot be read; restore it from a backup",
                e);
    }

    private static String column(Address address) {
        return address.toString().substring(1);
    }

    private static Address address(String column) {
        try {
            return Address.parse(CANONICAL_LETTER + column);
        } catch (CodecException e) {
            throw new WalletException(Reason.DAMAGED,
                    "the key store holds '" + column + "', which is no address: " + e.getMessage(), e);
        }
    }

    private interface Sql<T> {
        T run() throws SQLException;
    }

    private static <T> T inSql(Sql<T> sql) {
        try {
            return sql.run();
        } catch (SQLException e) {
            throw new WalletException(Reason.STORAGE, "the key store cannot be used: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        inSql(() -> {
            connection.close();
            return connection;
        });
    }
}
