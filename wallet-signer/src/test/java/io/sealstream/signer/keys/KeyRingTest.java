package io.sealstream.signer.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import com.fasterxml.jackson.databind.JsonNode;
import io.sealstream.filecoin.Address;
import io.sealstream.proofs.bls.Bls;
import io.sealstream.filecoin.Vector;
import io.sealstream.signer.crypto.BlsCurve;
import io.sealstream.signer.crypto.Secp256k1Curve;
import io.sealstream.signer.keys.WalletException.Reason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyRingTest {
    private static final List<Curve> CURVES = List.of(new BlsCurve(Bls.open()), new Secp256k1Curve());
    private static final ScryptCost CHEAP = new ScryptCost(2, 1);

    @TempDir
    Path home;

    private KeyRing open() {
        try (Repository repository = Repository.open(home)) {
            return KeyRing.open(repository.keyFile(), CURVES, CHEAP, InstantSource.system());
        }
    }

    private static Secret password(String text) {
        return Secret.take(text.getBytes(StandardCharsets.UTF_8));
    }

    private static void refused(Reason reason, ThrowingCallable call) {
        assertThatThrownBy(call).asInstanceOf(type(WalletException.class)).extracting(WalletException::reason).isEqualTo(reason);
    }

    private void sql(String update, byte[]... blobs) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + home.resolve("keystore.sqlit"));
                PreparedStatement statement = connection.prepareStatement(update)) {
            for (int i = 0; i < blobs.length; i++) {
                statement.setBytes(i + 1, blobs[i]);
            }
            statement.execute();
        }
    }

    @Test
    void shouldStartLockedAndSignAfterUnlock() {
        Address address;
        try (KeyRing keys = open(); Secret password = password("pass")) {
            keys.setPassword(password);
            address = keys.create(KeyType.BLS);
        }
        try (KeyRing keys = open(); Secret password = password("pass")) {
            assertThat(keys.isLocked()).isTrue();
            assertThat(keys.addresses()).containsExactly(address);
            refused(Reason.LOCKED, () -> keys.sign(address, new byte[38]));
            keys.unlock(password);
            assertThat(keys.sign(address, new byte[38]).data().length()).isEqualTo(96);
            keys.lock();
            refused(Reason.LOCKED, () -> keys.sign(address, new byte[38]));
            refused(Reason.LOCKED, () -> keys.create(KeyType.BLS));
        }
    }

    @Test
    void shouldRefuseWrongPasswordWithEmptyStore() {
        try (KeyRing keys = open(); Secret password = password("right")) {
            keys.setPassword(password);
        }
        try (KeyRing keys = open(); Secret wrong = password("wrong"); Secret right = password("right")) {
            refused(Reason.WRONG_PASSWORD, () -> keys.unlock(wrong));
            assertThat(keys.isLocked()).isTrue();
            refused(Reason.PASSWORD_EXISTS, () -> keys.setPassword(wrong));
            keys.unlock(right);
            refused(Reason.WRONG_PASSWORD, () -> keys.unlock(wrong));
            assertThat(keys.isLocked()).isFalse();
        }
    }

    @Test
    void shouldAskForPasswordOfFreshStore() {
        try (KeyRing keys = open(); Secret password = password("any"); Secret empty = password("")) {
            refused(Reason.NO_PASSWORD, () -> keys.unlock(password));
            refused(Reason.WRONG_PASSWORD, () -> keys.setPassword(empty));
            refused(Reason.LOCKED, () -> keys.create(KeyType.SECP256K1));
        }
    }

    @Test
    void shouldExportAndImport() {
        byte[] exported;
        Address address;
        try (KeyRing keys = open(); Secret password = password("pass"); Secret wrong = password("word")) {
            keys.setPassword(password);
            address = keys.create(KeyType.SECP256K1);
            Address unlocked = address;
            refused(Reason.WRONG_PASSWORD, () -> keys.export(unlocked, wrong, ExportedKey::toHex));
            refused(Reason.UNKNOWN_KEY, () -> keys.export(Address.id(7), password, ExportedKey::toHex));
            exported = keys.export(address, password, ExportedKey::toHex);
        }
        ExportedKey.Read read = ExportedKey.read(exported.clone(), ExportedKey.Form.HEX_VENUS);
        try (KeyRing other = KeyRing.open(home.resolve("other.sqlit"), CURVES, CHEAP, InstantSource.system());
                Secret password = password("x")) {
            other.setPassword(password);
            assertThat(other.add(read.type(), read.key())).isEqualTo(address);
            refused(Reason.KEY_EXISTS, () -> other.add(read.type(), read.key()));
        }
    }

    @Test
    void shouldExportAsVectorsDo() {
        for (Vector vector : Vector.committed("key/signature")) {
            JsonNode input = vector.input();
            KeyRing.PlainKey key = new KeyRing.PlainKey(KeyType.of(input.path("key_type").asText()),
                    Vector.hex(input.path("private_key_hex")).toArray());
            assertThat(new String(ExportedKey.toHex(key), StandardCharsets.US_ASCII))
                    .isEqualTo(vector.extra().path("export_hex").asText());
        }
    }

    @Test
    void shouldReadStoreOfVenusWallet() throws SQLException {
        Vector vector = Vector.committed("wallet/key-file").getFirst();
        open().close();
        sql("INSERT INTO wallets (address, private_key) VALUES ('" + vector.extra().path("sqlite_address_column").asText()
                + "', ?)",
                vector.extra().path("sqlite_private_key_column_json").asText().getBytes(StandardCharsets.UTF_8));
        Address address = Address.parse(vector.output().path("address").asText());
        try (KeyRing keys = open(); Secret wrong = password("wrong"); Secret right = password("password")) {
            assertThat(keys.addresses()).containsExactly(address);
            refused(Reason.WRONG_PASSWORD, () -> keys.unlock(wrong));
            keys.unlock(right);
            assertThat(keys.sign(address, new byte[38]).data().length()).isEqualTo(65);
        }
    }

    @Test
    void shouldNoticeKeysThatWereSwapped() throws SQLException {
        Address first;
        Address second;
        try (KeyRing keys = open(); Secret password = password("pass")) {
            keys.setPassword(password);
            first = keys.create(KeyType.BLS);
            second = keys.create(KeyType.BLS);
        }
        sql("UPDATE wallets SET private_key = (SELECT private_key FROM wallets WHERE address = '" + second.toString().substring(1)
                + "') WHERE address = '" + first.toString().substring(1) + "'");
        try (KeyRing keys = open(); Secret password = password("pass")) {
            keys.unlock(password);
            refused(Reason.DAMAGED, () -> keys.sign(first, new byte[38]));
        }
    }

    @Test
    void shouldNoticeTamperedKey() throws SQLException {
        Address address;
        try (KeyRing keys = open(); Secret password = password("pass")) {
            keys.setPassword(password);
            address = keys.create(KeyType.BLS);
        }
        sql("UPDATE wallets SET private_key = ?",
                "{\"Type\":\"bls\",\"PrivateKey\":\"bm90aGluZw==\"}".getBytes(StandardCharsets.UTF_8));
        try (KeyRing keys = open(); Secret password = password("pass")) {
            keys.unlock(password);
            refused(Reason.DAMAGED, () -> keys.sign(address, new byte[38]));
        }
    }

    @Test
    void shouldKeepPlainKeysOutOfTheFile() throws IOException {
        try (KeyRing keys = open(); Secret password = password("a-very-odd-password")) {
            keys.setPassword(password);
            Address address = keys.create(KeyType.SECP256K1);
            byte[] plain = keys.export(address, password, key -> key.bytes().clone());
            String file = Files.readString(home.resolve("keystore.sqlit"), StandardCharsets.ISO_8859_1);
            assertThat(file).doesNotContain(new String(plain, StandardCharsets.ISO_8859_1)).doesNotContain("a-very-odd-password");
        }
    }

    @Test
    void shouldKeepFilesForOwnerAlone() throws IOException, SQLException {
        try (Repository repository = Repository.open(home);
                KeyRing keys = KeyRing.open(repository.keyFile(), CURVES, CHEAP, InstantSource.system())) {
            repository.writeAdmin(new byte[]{ 1});
            assertThat(keys.hasPassword()).isFalse();
            for (String file : List.of("keystore.sqlit", "repo.lock", "admin.json")) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.resolve(file)))).as(file)
                        .isEqualTo("rw-------");
            }
        }
        assertThat(home.resolve("admin.json")).doesNotExist();
        for (String file : List.of("keystore.sqlit", "signing-record.sqlite-wal")) {
            Path open = Files.write(home.resolve(file), new byte[0]);
            Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rw-r--r--"));
            refused(Reason.PERMISSIONS, () -> Repository.open(home));
            Files.delete(open);
        }
    }

    @Test
    void shouldRefuseSecondProcessOnOneRepository() {
        try (Repository first = Repository.open(home)) {
            assertThat(first.home()).isEqualTo(home);
            refused(Reason.IN_USE, () -> Repository.open(home));
        }
        Repository.open(home).close();
    }

    @Test
    void shouldHoldTheFolderOfItsKeysWhereverThatIs() throws IOException {
        Path elsewhere = Files.createDirectory(home.resolve("elsewhere"));
        Path keys = elsewhere.resolve("keys");
        try (Repository first = Repository.open(home.resolve("one"), keys)) {
            assertThat(first.keyFile()).isEqualTo(keys).exists();
            refused(Reason.IN_USE, () -> Repository.open(home.resolve("two"), keys));
            refused(Reason.IN_USE, () -> Repository.open(elsewhere));
            refused(Reason.IN_USE, () -> Repository.open(home.resolve("one")));
        }
        Repository.open(home.resolve("two"), keys).close();
        Files.setPosixFilePermissions(keys, PosixFilePermissions.fromString("rw-r--r--"));
        refused(Reason.PERMISSIONS, () -> Repository.open(home.resolve("one"), keys));
        refused(Reason.STORAGE, () -> Repository.open(home.resolve("one"), home.resolve("nowhere/keys")));
        Repository.open(home.resolve("one")).close();
    }

    @Test
    void shouldRemoveWhatAKilledProcessLeft() throws IOException {
        Path left = Files.writeString(home.resolve("admin.json"), "{}");
        Files.setPosixFilePermissions(left, PosixFilePermissions.fromString("rw-------"));
        try (Repository next = Repository.open(home)) {
            assertThat(Repository.adminOf(next.home())).doesNotExist();
        }
    }

    @Test
    void shouldForgetSecretsWhenWiped() {
        byte[] plain = { 1, 2, 3};
        Secret secret = Secret.take(plain);
        assertThat(plain).containsOnly(0);
        assertThat(secret.toString()).doesNotContain("1");
        secret.close();
        assertThatThrownBy(() -> secret.with(bytes -> bytes.length)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void shouldStoreOneVerifierOnly() throws SQLException {
        try (KeyRing keys = open(); Secret password = password("pass")) {
            keys.setPassword(password);
        }
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + home.resolve("keystore.sqlit"));
                Statement statement = connection.createStatement()) {
            assertThat(statement.executeQuery("SELECT count(*) FROM sealstream_verifier").getInt(1)).isEqualTo(1);
        }
    }

    @Test
    void shouldLeaveTombstoneOfDeletedKeyAndTakeItBackByImport() throws SQLException {
        try (KeyRing keys = open(); Secret password = password("pass"); Secret wrong = password("wrong")) {
            keys.setPassword(password);
            Address address = keys.create(KeyType.SECP256K1);
            keys.sign(address, new byte[38]);
            byte[] exported = keys.export(address, password, ExportedKey::toHex);
            refused(Reason.WRONG_PASSWORD, () -> keys.delete(address, wrong));
            keys.delete(address, password);
            assertThat(keys.addresses()).isEmpty();
            refused(Reason.UNKNOWN_KEY, () -> keys.sign(address, new byte[38]));
            refused(Reason.UNKNOWN_KEY, () -> keys.delete(address, password));
            try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + home.resolve("keystore.sqlit"));
                    Statement statement = connection.createStatement()) {
                assertThat(
                        statement.executeQuery("SELECT length(private_key) FROM wallets WHERE deleted_at IS NOT NULL").getInt(1))
                        .isZero();
            }
            ExportedKey.Read read = ExportedKey.read(exported, ExportedKey.Form.HEX_VENUS);
            assertThat(keys.add(read.type(), read.key())).isEqualTo(address);
            assertThat(keys.sign(address, new byte[38]).data().length()).isEqualTo(65);
        }
    }

    @Test
    void shouldNotLeaveDeletedKeyInTheFile() throws IOException, SQLException {
        String crypto;
        try (KeyRing keys = open(); Secret password = password("pass")) {
            keys.setPassword(password);
            Address address = keys.create(KeyType.SECP256K1);
            try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + home.resolve("keystore.sqlit"));
                    Statement statement = connection.createStatement()) {
                crypto = new String(statement.executeQuery("SELECT private_key FROM wallets").getBytes(1),
                        StandardCharsets.ISO_8859_1);
            }
            keys.delete(address, password);
        }
        String secret = crypto.substring(crypto.length() / 2, crypto.length() / 2 + 40);
        assertThat(Files.readString(home.resolve("keystore.sqlit"), StandardCharsets.ISO_8859_1)).doesNotContain(secret);
    }
}
