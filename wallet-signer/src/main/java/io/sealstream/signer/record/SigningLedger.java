package io.sealstream.signer.record;

import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.Message;
import io.sealstream.filecoin.Signature;
import io.sealstream.filecoin.SignatureType;
import io.sealstream.signer.domain.Decision;
import io.sealstream.signer.domain.RefusalKind;
import io.sealstream.signer.domain.SigningRecord;
import io.sealstream.signer.domain.SigningRequest;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The signing record of one network in SQLite, append-only. {@link #commit} returns when everything appended before it is on disk
 * (write-ahead log, {@code synchronous=FULL}): only then may an answer leave. One thread at a time.
 */
public final class SigningLedger implements AutoCloseable {
    static final String TABLE = """
                                CREATE TABLE IF NOT EXISTS decision (
                                  seq INTEGER PRIMARY KEY, network TEXT NOT NULL, request_id TEXT NOT NULL, sender TEXT NOT NULL, intent TEXT NOT NULL,
                                  made_at INTEGER NOT NULL, cid TEXT NOT NULL, nonce INTEGER, meaning TEXT NOT NULL, verdict TEXT NOT NULL,
                                  refusal TEXT, reason TEXT, message BLOB, replacement INTEGER NOT NULL, signature_type INTEGER, signature BLOB,
                                  UNIQUE (network, request_id))""";
    private static final String NONCES = "CREATE INDEX IF NOT EXISTS decision_nonce ON decision (network, sender, nonce)";
    private static final String SLICE = "SELECT * FROM decision WHERE network = ?1 AND (request_id = ?2"
            + " OR (sender = ?3 AND nonce = ?4 AND verdict = 'SIGNED')) ORDER BY seq";
    private static final String APPEND = "INSERT INTO decision (network, request_id, sender, intent, made_at, cid, nonce, meaning, verdict,"
            + " refusal, reason, message, replacement, signature_type, signature) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    static final String SIGNED = "SIGNED";
    static final String REFUSED = "REFUSED";

    private final Connection connection;
    private final String network;
    private final InstantSource clock;

    private SigningLedger(Connection connection, String network, InstantSource clock) {
        this.connection = connection;
        this.network = network;
        this.clock = clock;
    }

    /**
     * Opens the record.
     *
     * @param network names the chain, genesis included: nonces of two networks are strangers to each other
     */
    public static SigningLedger open(Path file, String network, InstantSource clock) {
        return LedgerException.translate("opened", () -> {
            Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
            try (Statement statement = connection.createStatement()) {
                statement.execute("PRAGMA journal_mode=WAL");
                statement.execute("PRAGMA synchronous=FULL");
                statement.execute(TABLE);
                statement.execute(NONCES);
                connection.setAutoCommit(false);
                return new SigningLedger(connection, network, clock);
            } catch (SQLException e) {
                connection.close();
                throw e;
            }
        });
    }

    /** The part of the record that the request can touch: the decision with its id, and the approvals with the nonce of its message. */
    public SigningRecord slice(SigningRequest request, Optional<Address> sender, OptionalLong nonce) {
        return LedgerException.translate("read", () -> {
            try (PreparedStatement query = connection.prepareStatement(SLICE)) {
                query.setString(1, network);
                query.setString(2, request.id());
                query.setString(3, sender.map(Address::toString).orElse(""));
                query.setObject(4, nonce.isPresent() ? nonce.getAsLong() : null);
                try (ResultSet rows = query.executeQuery()) {
                    List<Decision> decisions = new ArrayList<>();
                    while (rows.next()) {
                        decisions.add(decision(rows));
                    }
                    return new SigningRecord(decisions);
                }
            }
        });
    }

    /** The signature that was made for a request; empty for refusals and unknown requests. */
    public Optional<Signature> signature(String requestId) {
        return LedgerException.translate("read", () -> {
            try (PreparedStatement query = connection
                    .prepareStatement(
                            "SELECT signature_type, signature FROM decision WHERE network = ? AND request_id = ? AND verdict = 'SIGNED'")) {
                query.setString(1, network);
                query.setString(2, requestId);
                try (ResultSet rows = query.executeQuery()) {
                    return rows.next()
                            ? Optional.of(new Signature(SignatureType.of(rows.getInt(1)), Bytes.of(rows.getBytes(2))))
                            : Optional.empty();
                }
            }
        });
    }

    /** Appends a decision; durable after {@link #commit}. The signature is there exactly for approvals. */
    public void append(SigningRequest request, Decision decision, @Nullable Signature signature) {
        LedgerException.translate("written", () -> {
            try (PreparedStatement insert = connection.prepareStatement(APPEND)) {
                insert.setString(1, network);
                insert.setString(2, request.id());
                insert.setString(4, request.intent());
                insert.setLong(5, clock.millis());
                insert.setString(6, decision.cid());
                insert.setString(8, decision.meaning());
                switch (decision) {
                    case Decision.Approved approved -> approve(insert, approved, signature);
                    case Decision.Refused refused -> refuse(insert, request, refused);
                }
                return insert.executeUpdate();
            }
        });
    }

    private static void approve(PreparedStatement insert, Decision.Approved approved, @Nullable Signature signature)
            throws SQLException {
        if (signature == null) {
            throw new IllegalArgumentException("an approval is recorded with its signature");
        }
        insert.setString(3, approved.message().from().toString());
        insert.setLong(7, approved.message().nonce());
        insert.setString(9, SIGNED);
        insert.setBytes(12, approved.message().toCbor());
        insert.setBoolean(13, approved.replacement());
        insert.setInt(14, signature.type().code());
        insert.setBytes(15, signature.data().toArray());
    }

    private static void refuse(PreparedStatement insert, SigningRequest request, Decision.Refused refused) throws SQLException {
        insert.setString(3, request.sender());
        insert.setString(9, REFUSED);
        insert.setString(10, refused.kind().name());
        insert.setString(11, refused.reason());
        insert.setBytes(12, request.message().toArray());
        insert.setBoolean(13, false);
    }

    private static Decision decision(ResultSet row) throws SQLException {
        String id = row.getString("request_id");
        String meaning = row.getString("meaning");
        if (row.getString("verdict").equals(SIGNED)) {
            return new Decision.Approved(id, Message.fromCbor(row.getBytes("message")), meaning, row.getBoolean("replacement"));
        }
        return new Decision.Refused(id, row.getString("cid"), meaning, RefusalKind.valueOf(row.getString("refusal")),
                row.getString("reason"));
    }

    /** Makes everything appended so far durable. */
    public void commit() {
        LedgerException.translate("written", () -> {
            connection.commit();
            return connection;
        });
    }

    /** Forgets what was appended since the last commit. */
    public void rollback() {
        LedgerException.translate("rolled back", () -> {
            connection.rollback();
            return connection;
        });
    }

    @Override
    public void close() {
        LedgerException.translate("closed", () -> {
            connection.close();
            return connection;
        });
    }
}
