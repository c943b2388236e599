package io.sealstream.signer.record;

import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.Signature;
import io.sealstream.filecoin.SignatureType;
import io.sealstream.filecoin.TokenAmount;
import io.sealstream.signer.domain.Content;
import io.sealstream.signer.domain.Decision;
import io.sealstream.signer.domain.Limits;
import io.sealstream.signer.domain.RefusalKind;
import io.sealstream.signer.domain.SigningRecord;
import io.sealstream.signer.domain.SigningRequest;
import io.sealstream.signer.record.LedgerException.Sql;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The signing record in SQLite: append-only, each entry chained to the one before by its digest. What {@link #write} was given to do is on
 * disk when it returns (write-ahead log, {@code synchronous=FULL}): only then may an answer leave. Safe for many threads; everything but
 * {@link #open}, {@link #now}, {@link #newestChain} and {@link #close} is called inside {@link #write}.
 *
 * <p>A chain names the network and its genesis: nonces of two chains are strangers to each other.
 */
public final class SigningLedger implements AutoCloseable {
    private static final String NEVER_FORGOTTEN = "+seq > coalesce((SELECT max(seq) FROM entry WHERE chain = ?1 AND verdict = 'FORGOTTEN'), 0)";
    /** Three searches by index each; with OR the database would walk the whole chain for every request. */
    static final String SLICE = "SELECT * FROM entry WHERE seq IN (SELECT seq FROM entry WHERE chain = ?1 AND request_id = ?2"
            + " UNION SELECT seq FROM entry WHERE chain = ?1 AND sender = ?3 AND nonce = ?4 AND verdict = 'SIGNED'"
            + " UNION SELECT seq FROM entry WHERE chain = ?1 AND sender = ?3 AND made_at > ?5 AND verdict = 'SIGNED')"
            + " AND type = 'message'"
            + " AND " + NEVER_FORGOTTEN + " ORDER BY seq";
    private static final String SIGNATURE = "SELECT signature_type, signature FROM entry WHERE chain = ?1 AND sender = ?2 AND nonce = ?3"
            + " AND cid = ?4 AND verdict = 'SIGNED' ORDER BY seq LIMIT 1";
    private static final String DROP_BODIES = "UPDATE entry SET meaning = NULL, reason = NULL, message = NULL WHERE seq IN"
            + " (SELECT seq FROM entry WHERE seq > ? AND made_at < ? AND meaning IS NOT NULL ORDER BY seq LIMIT 1000) RETURNING seq";
    private static final String STATEMENT = "SELECT * FROM entry WHERE chain = ?1 AND request_id = ?2 AND type <> 'message' AND "
            + NEVER_FORGOTTEN + " ORDER BY seq LIMIT 1";
    private static final String OTHER_IN_SLOT = "SELECT cid FROM entry WHERE chain = ?1 AND sender = ?2 AND type = ?3 AND intent = ?4"
            + " AND cid <> ?5 AND made_at > ?6 AND verdict = 'SIGNED' AND " + NEVER_FORGOTTEN + " LIMIT 1";
    /** How often old entries are looked for. */
    private static final long TIDY_MILLIS = 60_000;

    private final ReentrantLock lock = new ReentrantLock();
    private final Connection connection;
    private final PreparedStatement slice;
    private final Chain entries;
    private final Optional<Duration> retention;
    private final InstantSource clock;
    private long tidyAt;
    private long droppedUpTo;

    private SigningLedger(Connection connection, Optional<Duration> retention, InstantSource clock) throws SQLException {
        this.connection = connection;
        this.slice = connection.prepareStatement(SLICE);
        this.entries = new Chain(connection);
        this.retention = retention;
        this.clock = clock;
    }

    /**
     * Opens the record, an older format of it too.
     *
     * @param retention how long an entry keeps message, meaning and reason; for ever where empty. Digests, nonces and signatures always stay
     */
    public static SigningLedger open(Path file, Optional<Duration> retention, InstantSource clock) {
        return LedgerException.translate("opened", () -> {
            Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
            try {
                LedgerTables.prepare(connection);
                SigningLedger ledger = new SigningLedger(connection, retention, clock);
                connection.commit();
                return ledger;
            } catch (SQLException | RuntimeException e) {
                connection.close();
                throw e;
            }
        });
    }

    /** The time that decisions carry, milliseconds since 1970. */
    public long now() {
        return clock.millis();
    }

    /**
     * Does the work and makes what it appended durable. When it throws, nothing was recorded and nothing may be answered.
     */
    public <T> T write(Supplier<T> work) {
        lock.lock();
        try {
            T result = work.get();
            tidy();
            run("written", connection::commit);
            return result;
        } catch (RuntimeException e) {
            rollback(e);
            throw e;
        } finally {
            lock.unlock();
        }
    }

    private void rollback(RuntimeException cause) {
        try {
            run("rolled back", () -> {
                connection.rollback();
                entries.refresh();
                connection.commit();
            });
        } catch (LedgerException e) {
            cause.addSuppressed(e);
        }
    }

    /**
     * The part of the record that a request can touch: the decision with its id, the approvals with the nonce of its message, and those of
     * the last day.
     *
     * @param wholeDay whether a rule counts the last day
     */
    public SigningRecord slice(String chain, SigningRequest request, Optional<Address> sender, OptionalLong nonce,
            boolean wholeDay) {
        return LedgerException.translate("read", () -> {
            slice.setString(1, chain);
            slice.setString(2, request.id());
            slice.setString(3, sender.map(Address::toString).orElse(""));
            slice.setObject(4, nonce.isPresent() ? nonce.getAsLong() : null);
            slice.setLong(5, wholeDay ? now() - Limits.DAY_MILLIS : Long.MAX_VALUE);
            return new SigningRecord(decisions(slice));
        });
    }

    private static List<Decision> decisions(PreparedStatement query) throws SQLException {
        try (ResultSet rows = query.executeQuery()) {
            List<Decision> decisions = new ArrayList<>();
            while (rows.next()) {
                decisions.add(decision(rows));
            }
            return decisions;
        }
    }

    private static Decision decision(ResultSet row) throws SQLException {
        String id = row.getString("request_id");
        String meaning = orDropped(row.getString("meaning"));
        if (row.getString("verdict").equals(EntryFields.SIGNED)) {
            Content content = new Content(Address.parse(row.getString("sender")), row.getLong("nonce"), row.getString("cid"),
                    TokenAmount.parse(row.getString("premium")), TokenAmount.parse(row.getString("amount")));
            return new Decision.Approved(id, content, meaning, row.getString("rule"), row.getBoolean("replacement"),
                    row.getLong("made_at"));
        }
        return new Decision.Refused(id, row.getString("cid"), meaning, RefusalKind.valueOf(row.getString("refusal")),
                orDropped(row.getString("reason")));
    }

    private static String orDropped(@Nullable String text) {
        return text == null ? "older than the record keeps details" : text;
    }

    /** The signature that was made for a message. */
    public Optional<Signature> signature(String chain, Content content) {
        return LedgerException.translate("read", () -> {
            try (PreparedStatement query = connection.prepareStatement(SIGNATURE)) {
                query.setString(1, chain);
                query.setString(2, content.sender().toString());
                query.setLong(3, content.nonce());
                query.setString(4, content.cid());
                try (ResultSet rows = query.executeQuery()) {
                    return rows.next()
                            ? Optional.of(new Signature(SignatureType.of(rows.getInt(1)), Bytes.of(rows.getBytes(2))))
                            : Optional.empty();
                }
            }
        });
    }

    /** The chain of the newest entry about a message; empty in a fresh record. */
    public Optional<String> newestChain() {
        return write(() -> LedgerException.translate("read", () -> {
            try (PreparedStatement query = connection
                    .prepareStatement("SELECT chain FROM entry WHERE type = 'message' ORDER BY seq DESC LIMIT 1");
                    ResultSet rows = query.executeQuery()) {
                return rows.next() ? Optional.of(rows.getString(1)) : Optional.empty();
            }
        }));
    }

    /** Appends a decision about a message. The signature is there exactly for approvals. */
    public void append(String chain, SigningRequest request, Decision decision, @Nullable Signature signature) {
        append(EntryFields.of(chain, request, decision, signature, now()));
    }

    /** Appends what became of a statement. The signature is there exactly where it is no refusal. */
    public void append(String chain, StatementEntry entry, @Nullable Signature signature) {
        append(EntryFields.of(chain, entry, signature, now()));
    }

    /** What became of a statement before, by the id of its request. */
    public Optional<StatementEntry.Recorded> statement(String chain, String requestId) {
        return LedgerException.translate("read", () -> {
            try (PreparedStatement query = connection.prepareStatement(STATEMENT)) {
                query.setString(1, chain);
                query.setString(2, requestId);
                try (ResultSet rows = query.executeQuery()) {
                    return rows.next() ? Optional.of(recorded(rows)) : Optional.empty();
                }
            }
        });
    }

    /** What else the key signed in the last day for the slot of a statement. */
    public Optional<String> otherInSlot(String chain, StatementEntry entry) {
        return LedgerException.translate("read", () -> {
            try (PreparedStatement query = connection.prepareStatement(OTHER_IN_SLOT)) {
                query.setString(1, chain);
                query.setString(2, entry.signer());
                query.setString(3, entry.type());
                query.setString(4, entry.slot());
                query.setString(5, entry.cid());
                query.setLong(6, now() - Limits.DAY_MILLIS);
                try (ResultSet rows = query.executeQuery()) {
                    return rows.next() ? Optional.of(rows.getString(1)) : Optional.empty();
                }
            }
        });
    }

    private static StatementEntry.Recorded recorded(ResultSet row) throws SQLException {
        if (row.getString("verdict").equals(EntryFields.SIGNED)) {
            Signature signature = new Signature(SignatureType.of(row.getInt("signature_type")),
                    Bytes.of(row.getBytes("signature")));
            return new StatementEntry.Recorded(row.getString("cid"), signature, null, "");
        }
        return new StatementEntry.Recorded(row.getString("cid"), null, RefusalKind.valueOf(row.getString("refusal")),
                orDropped(row.getString("reason")));
    }

    /**
     * Lets the nonces and request ids of a chain begin anew: for networks that were wiped and came back under the same genesis. What was
     * signed stays in the record.
     */
    public void forgetNonces(String chain) {
        append(EntryFields.forgotten(chain, now()));
    }

    private void append(Map<String, @Nullable Object> fields) {
        run("written", () -> entries.append(fields));
    }

    /** Drops the details of some entries that are older than the retention. */
    private void tidy() {
        if (retention.isEmpty() || now() < tidyAt) {
            return;
        }
        run("tidied", () -> {
            try (PreparedStatement update = connection.prepareStatement(DROP_BODIES)) {
                update.setLong(1, droppedUpTo);
                update.setLong(2, now() - retention.get().toMillis());
                try (ResultSet dropped = update.executeQuery()) {
                    while (dropped.next()) {
                        droppedUpTo = Math.max(droppedUpTo, dropped.getLong(1));
                    }
                }
            }
        });
        tidyAt = now() + TIDY_MILLIS;
    }

    private interface Step {
        void run() throws SQLException;
    }

    private static void run(String what, Step step) {
        Sql<Boolean> sql = () -> {
            step.run();
            return true;
        };
        LedgerException.translate(what, sql);
    }

    @Override
    public void close() {
        lock.lock();
        try {
            run("closed", connection::close);
        } finally {
            lock.unlock();
        }
    }
}
