package io.sealstream.signer.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.Vector;
import io.sealstream.proofs.bls.Bls;
import io.sealstream.signer.crypto.BlsCurve;
import io.sealstream.signer.crypto.Secp256k1Curve;
import io.sealstream.signer.keys.WalletException.Reason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyMigrationTest {
    private static final List<Curve> CURVES = List.of(new BlsCurve(Bls.open()), new Secp256k1Curve());
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.EPOCH);
    private static final Address DELEGATED = Address.ethereum(new byte[65]);

    @TempDir
    Path dir;
    private Path venus;
    private Path home;
    private Address address;

    /** A repository as venus-wallet leaves it: its table, one key and one delegated key, and one that was deleted. */
    @BeforeEach
    void makeVenusWallet() throws IOException, SQLException {
        venus = Files.createDirectory(dir.resolve("venus"));
        home = dir.resolve("wallet");
        Vector vector = Vector.committed("wallet/key-file").getFirst();
        address = Address.parse(vector.output().path("address").asText());
        String json = vector.extra().path("sqlite_private_key_column_json").asText();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + venus.resolve("keystore.sqlit"));
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "CREATE TABLE `wallets` (`id` integer,`created_at` datetime,`updated_at` datetime,`deleted_at` datetime,"
                            + "`address` varchar(255),`private_key` blob NOT NULL,PRIMARY KEY (`id`))");
            put(connection, DELEGATED, json.replaceFirst("\"Type\":\"[a-z0-9]+\"", "\"Type\":\"delegated\""), null);
            put(connection, address, json, null);
            put(connection, Address.id(7), json, "2024-01-01 00:00:00");
        }
    }

    private static void put(Connection connection, Address address, String json, @Nullable String deleted) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO wallets (created_at, deleted_at, address, private_key) VALUES ('2023-05-06 07:08:09', ?, ?, ?)")) {
            insert.setString(1, deleted);
            insert.setString(2, address.toString().substring(1));
            insert.setBytes(3, json.getBytes(StandardCharsets.UTF_8));
            insert.executeUpdate();
        }
    }

    private KeyRing open() {
        return KeyRing.open(home.resolve("keystore.sqlit"), CURVES, new ScryptCost(2, 1), CLOCK);
    }

    private static Secret password(String text) {
        return Secret.take(text.toCharArray());
    }

    @Test
    void shouldTakeKeysOverUnderTheirPassword() {
        KeyMigration.Result result = KeyMigration.run(venus, home, CLOCK);
        assertThat(result).isEqualTo(new KeyMigration.Result(List.of(address), List.of(DELEGATED)));
        try (KeyRing keys = open(); Secret wrong = password("wrong"); Secret right = password("password")) {
            assertThat(keys.addresses()).containsExactly(DELEGATED, address);
            assertThatThrownBy(() -> keys.unlock(wrong)).hasMessage("the password is wrong");
            keys.unlock(right);
            assertThat(keys.sign(address, new byte[38]).data().length()).isEqualTo(65);
            assertThatThrownBy(() -> keys.sign(DELEGATED, new byte[38])).hasMessageContaining("'delegated' is not supported");
        }
    }

    @Test
    void shouldCopyRowsAsTheyAre() throws SQLException, IOException {
        byte[] before = Files.readAllBytes(venus.resolve("keystore.sqlit"));
        KeyMigration.run(venus.resolve("keystore.sqlit"), home, CLOCK);
        assertThat(Files.readAllBytes(venus.resolve("keystore.sqlit"))).isEqualTo(before);
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + home.resolve("keystore.sqlit"));
                Statement statement = connection.createStatement()) {
            statement.execute("ATTACH '" + venus.resolve("keystore.sqlit") + "' AS venus");
            assertThat(statement.executeQuery("SELECT count(*) FROM main.wallets m JOIN venus.wallets v ON v.address = m.address"
                    + " AND v.private_key = m.private_key AND v.created_at = m.created_at").getInt(1)).isEqualTo(2);
        }
    }

    @Test
    void shouldTakeKeysOnlyIntoAFreshFolder() {
        KeyMigration.run(venus, home, CLOCK);
        refused(Reason.PASSWORD_EXISTS, venus, home);
        Path other = dir.resolve("other");
        try (Repository repository = Repository.open(other);
                KeyRing keys = KeyRing.open(repository.keyFile(), CURVES, new ScryptCost(2, 1), CLOCK);
                Secret password = password("other")) {
            keys.setPassword(password);
        }
        refused(Reason.PASSWORD_EXISTS, venus, other);
    }

    @Test
    void shouldTakeNothingWhenOneRowIsDamaged() throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + venus.resolve("keystore.sqlit"))) {
            put(connection, Address.id(8), "{}", null);
        }
        refused(Reason.DAMAGED, venus, home);
        assertThat(home).doesNotExist();
        refused(Reason.STORAGE, dir, home);
    }

    private static void refused(Reason reason, Path from, Path to) {
        assertThatThrownBy(() -> KeyMigration.run(from, to, CLOCK))
                .isInstanceOfSatisfying(WalletException.class, e -> assertThat(e.reason()).isEqualTo(reason));
    }
}
