package io.sealstream.signer.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.Message;
import io.sealstream.filecoin.Signature;
import io.sealstream.signer.TestMessages;
import io.sealstream.signer.domain.Caller;
import io.sealstream.signer.domain.Decision;
import io.sealstream.signer.domain.Moment;
import io.sealstream.signer.domain.RefusalKind;
import io.sealstream.signer.domain.SigningPolicy;
import io.sealstream.signer.domain.SigningRecord;
import io.sealstream.signer.domain.SigningRecord.Outcome;
import io.sealstream.signer.domain.SigningRequest;
import io.sealstream.signer.record.RecordVerifier.Head;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SigningLedgerTest {
    private static final Address KEY = Address.bls(new byte[48]);
    private static final Signature SIGNATURE = Signature.bls(new byte[96]);
    private static final String CHAIN = "devnet/one";
    private static final Duration KEPT = Duration.ofDays(30);

    @TempDir
    Path home;
    private Path file;
    private Instant now = Instant.ofEpochSecond(1_000_000);
    private SigningLedger ledger;

    @BeforeEach
    void openFresh() {
        file = home.resolve("record");
        ledger = open();
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    private SigningLedger open() {
        return SigningLedger.open(file, Optional.of(KEPT), () -> now);
    }

    private SigningRecord slice(SigningRequest request, long nonce) {
        return ledger.write(() -> ledger.slice(CHAIN, request, Optional.of(KEY), OptionalLong.of(nonce), true));
    }

    private Decision ask(String id, Message message) {
        SigningRequest request = TestMessages.request(id, message);
        return ledger.write(() -> {
            SigningRecord slice = ledger.slice(CHAIN, request, Optional.of(KEY), OptionalLong.of(message.nonce()), true);
            Outcome.Decided decided = (Outcome.Decided) slice.maySign(request, SigningPolicy.sealing(), Moment.at(ledger.now()),
                    SigningRecord.Conflicts.REFUSED);
            ledger.append(CHAIN, request, decided.decision(),
                    decided.decision() instanceof Decision.Approved ? SIGNATURE : null);
            return decided.decision();
        });
    }

    private void change(String sql) {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void fill() {
        ask("a", TestMessages.recovery(KEY, 1));
        ask("b", TestMessages.send(KEY, Address.id(1234), 2));
        ask("c", TestMessages.withPremium(TestMessages.recovery(KEY, 1), 9_000));
    }

    @Test
    void shouldGiveBackWhatWasDecided() {
        Decision approved = ask("a", TestMessages.recovery(KEY, 1));
        Decision refused = ask("b", TestMessages.send(KEY, Address.id(1234), 1));
        SigningRecord slice = slice(TestMessages.request("b", TestMessages.recovery(KEY, 1)), 1);
        assertThat(slice.decisions()).containsExactly(approved, refused);
        assertThat(ledger.write(() -> ledger.signature(CHAIN, ((Decision.Approved) approved).content()))).contains(SIGNATURE);
        assertThat(ledger.newestChain()).contains(CHAIN);
    }

    @Test
    void shouldVerifyChainAcrossRestartAndRollback() {
        fill();
        ledger.close();
        ledger = open();
        assertThatThrownBy(() -> ledger.write(() -> {
            ledger.forgetNonces(CHAIN);
            throw new IllegalStateException("after the entry");
        })).hasMessage("after the entry");
        ask("d", TestMessages.recovery(KEY, 4));
        RecordVerifier.Verified found = RecordVerifier.verify(file, null);
        assertThat(found.head().sequence()).isEqualTo(4);
        assertThat(found.dropped()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = { "UPDATE entry SET meaning = 'nothing' WHERE seq = 2", "UPDATE entry SET verdict = 'SIGNED' WHERE seq = 2",
                "UPDATE entry SET nonce = 7 WHERE seq = 1", "UPDATE entry SET signature = x'00' WHERE seq = 3",
                "UPDATE entry SET message = NULL WHERE seq = 2", "UPDATE entry SET body = x'00' WHERE seq = 2",
                "UPDATE entry SET digest = x'00' WHERE seq = 1", "UPDATE entry SET made_at = 0 WHERE seq = 1",
                "UPDATE entry SET seq = 9 WHERE seq = 2", "DELETE FROM entry WHERE seq = 1", "DELETE FROM entry WHERE seq = 2"})
    void shouldSeeEveryChange(String change) {
        fill();
        change(change);
        assertThatThrownBy(() -> RecordVerifier.verify(file, null)).isInstanceOf(BrokenChainException.class)
                .hasMessageContaining("entry ");
    }

    @Test
    void shouldSeeEntriesCutOffByANotedHead() {
        fill();
        Head head = RecordVerifier.verify(file, null).head();
        ask("d", TestMessages.recovery(KEY, 4));
        assertThat(RecordVerifier.verify(file, Head.parse(head.text())).head().sequence()).isEqualTo(4);
        change("DELETE FROM entry WHERE seq >= 3");
        assertThatThrownBy(() -> RecordVerifier.verify(file, head)).hasMessageContaining("3:").hasMessageContaining("cut off");
        assertThatThrownBy(() -> Head.parse("3")).hasMessageContaining("'3' is no head");
    }

    @Test
    void shouldKeepDigestsNoncesAndSignaturesPastRetention() {
        fill();
        now = now.plus(KEPT).plusSeconds(1);
        ask("d", TestMessages.recovery(KEY, 4));
        RecordVerifier.Verified found = RecordVerifier.verify(file, null);
        assertThat(found.dropped()).isEqualTo(3);
        assertThat(found.head().sequence()).isEqualTo(4);
        List<RecordQuery.Row> rows = new RecordQuery(null, null, null, null, null, false, 10, 0).run(file);
        assertThat(rows).extracting(RecordQuery.Row::meaning).startsWith("miner.DeclareFaultsRecovered to f01000, value 0 FIL")
                .endsWith("(past retention)");
        Message rival = TestMessages.withPremium(TestMessages.recovery(KEY, 1), 9_100);
        assertThat(ask("e", rival)).isInstanceOf(Decision.Refused.class);
        SigningRequest again = TestMessages.request("a", TestMessages.recovery(KEY, 1));
        assertThat(slice(again, 1).maySign(again, SigningPolicy.sealing(), Moment.at(0), SigningRecord.Conflicts.REFUSED))
                .isInstanceOf(Outcome.Repeated.class);
    }

    @Test
    void shouldLetNoncesBeginAnewAndKeepWhatWasSigned() {
        fill();
        ledger.write(() -> {
            ledger.forgetNonces(CHAIN);
            return 0;
        });
        assertThat(ask("a", TestMessages.recovery(KEY, 7).withNonce(1))).isInstanceOfSatisfying(Decision.Approved.class,
                approved -> assertThat(approved.replacement()).isFalse());
        assertThat(RecordVerifier.verify(file, null).head().sequence()).isEqualTo(5);
    }

    @Test
    void shouldKeepBytesWithoutMeaningInTheChain() {
        StatementEntry signed = new StatementEntry("cli-1", Caller.CLI, KEY.toString(), "unknown", Bytes.of(new byte[]{ 1, 2, 3}),
                "cid",
                "3 bytes", "", null, "");
        StatementEntry refused = new StatementEntry("cli-2", Caller.CLI, KEY.toString(), "unknown",
                Bytes.of(new byte[]{ 1, 2, 3}), "cid",
                "3 bytes", "", RefusalKind.POLICY, "not allowed");
        ledger.write(() -> {
            ledger.append(CHAIN, signed, SIGNATURE);
            ledger.append(CHAIN, refused, null);
            return 0;
        });
        assertThat(ledger.statement(CHAIN, "cli-1")).contains(new StatementEntry.Recorded("cid", SIGNATURE, null, ""));
        assertThat(ledger.statement(CHAIN, "cli-2"))
                .contains(new StatementEntry.Recorded("cid", null, RefusalKind.POLICY, "not allowed"));
        assertThat(RecordVerifier.verify(file, null).head().sequence()).isEqualTo(2);
        assertThat(new RecordQuery(null, "unknown", null, null, null, false, 10, 0).run(file))
                .extracting(RecordQuery.Row::verdict)
                .containsExactly("REFUSED POLICY", "SIGNED");
    }

    @Test
    void shouldSearchByWholeIndexesOnly() throws SQLException {
        List<String> plan = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                PreparedStatement explain = connection.prepareStatement("EXPLAIN QUERY PLAN " + SigningLedger.SLICE);
                ResultSet rows = explain.executeQuery()) {
            while (rows.next()) {
                plan.add(rows.getString("detail"));
            }
        }
        assertThat(plan).noneMatch(step -> step.startsWith("SCAN")).anyMatch(step -> step.contains("request_id=?"))
                .anyMatch(step -> step.contains("nonce=?")).anyMatch(step -> step.contains("made_at>?"));
    }

    @Test
    void shouldChainTheEntriesOfAnOlderFormat() throws SQLException {
        ledger.close();
        file = home.resolve("old");
        Message message = TestMessages.recovery(KEY, 1);
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE decision (seq INTEGER PRIMARY KEY, network TEXT NOT NULL, request_id TEXT NOT NULL,"
                    + " sender TEXT NOT NULL, intent TEXT NOT NULL, made_at INTEGER NOT NULL, cid TEXT NOT NULL, nonce INTEGER,"
                    + " meaning TEXT NOT NULL, verdict TEXT NOT NULL, refusal TEXT, reason TEXT, message BLOB, replacement INTEGER NOT NULL,"
                    + " signature_type INTEGER, signature BLOB, UNIQUE (network, request_id))");
            try (PreparedStatement insert = connection.prepareStatement("INSERT INTO decision VALUES (1, '" + CHAIN
                    + "', 'a', ?, 'i', 5, ?, 1, 'm', 'SIGNED', NULL, NULL, ?, 0, 2, ?)")) {
                insert.setString(1, KEY.toString());
                insert.setString(2, message.cid().toString());
                insert.setBytes(3, message.toCbor());
                insert.setBytes(4, SIGNATURE.data().toArray());
                insert.executeUpdate();
            }
        }
        ledger = open();
        assertThat(RecordVerifier.verify(file, null).head().sequence()).isEqualTo(1);
        List<Decision> decisions = new ArrayList<>(slice(TestMessages.request("a", message), 1).decisions());
        assertThat(decisions).singleElement().isInstanceOfSatisfying(Decision.Approved.class, approved -> {
            assertThat(approved.content().premium()).isEqualTo(message.gasPremium());
            assertThat(approved.cid()).isEqualTo(message.cid().toString());
        });
        assertThat(ask("b", TestMessages.recovery(KEY, 2).withNonce(1))).isInstanceOf(Decision.Refused.class);
    }
}
