package io.sealstream.signer.record;

import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.Signature;
import io.sealstream.filecoin.SignatureType;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A question to the signing record for people, newest first. It only reads, also while a daemon writes.
 *
 * @param sender     address in canonical form, or null for all
 * @param type       message or another type of what is signed, or null for all
 * @param requestId  id of one request, or null for all
 * @param from       earliest decision, or null
 * @param to         latest decision, or null
 * @param refusals   only refusals
 * @param limit      most rows
 * @param offset     rows to skip
 */
public record RecordQuery(@Nullable String sender, @Nullable String type, @Nullable String requestId, @Nullable Instant from,
        @Nullable Instant to,
        boolean refusals,
        int limit, int offset) {
    public static final int MAX_LIMIT = 10_000;
    private static final String QUERY = "SELECT * FROM entry WHERE (?1 IS NULL OR sender = ?1) AND (?2 IS NULL OR request_id = ?2)"
            + " AND (?3 IS NULL OR made_at >= ?3) AND (?4 IS NULL OR made_at <= ?4) AND (?5 = 0 OR verdict = 'REFUSED')"
            + " AND (?8 IS NULL OR type = ?8) ORDER BY seq DESC LIMIT ?6 OFFSET ?7";

    public RecordQuery {
        if (limit < 1 || limit > MAX_LIMIT || offset < 0) {
            throw new IllegalArgumentException("--limit must be from 1 to " + MAX_LIMIT + " and --offset not negative");
        }
    }

    /** One row for people. */
    public record Row(long sequence, Instant time, String network, String requestId, String caller, String type, String sender,
            String verdict, String meaning, String cid, String intent, @Nullable String rule, @Nullable String reason) {}

    /** A row with what was to be signed and the signature; the content is empty past the retention. */
    public record Contents(Row row, Bytes content, @Nullable Signature signature) {}

    /** Runs against the record file of a wallet folder. */
    public List<Row> run(Path file) {
        return query(file, RecordQuery::row);
    }

    /** The same with contents. */
    public List<Contents> contents(Path file) {
        return query(file, RecordQuery::contents);
    }

    private interface Reading<T> {
        T read(ResultSet row) throws SQLException;
    }

    private <T> List<T> query(Path file, Reading<T> reading) {
        return LedgerException.translate("read", () -> {
            try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                    PreparedStatement query = connection.prepareStatement(QUERY)) {
                query.setString(1, sender);
                query.setString(2, requestId);
                query.setObject(3, from == null ? null : from.toEpochMilli());
                query.setObject(4, to == null ? null : to.toEpochMilli());
                query.setBoolean(5, refusals);
                query.setInt(6, limit);
                query.setInt(7, offset);
                query.setString(8, type);
                try (ResultSet rows = query.executeQuery()) {
                    List<T> found = new ArrayList<>();
                    while (rows.next()) {
                        found.add(reading.read(rows));
                    }
                    return found;
                }
            }
        });
    }

    private static Contents contents(ResultSet row) throws SQLException {
        byte @Nullable [] content = row.getBytes("message");
        byte @Nullable [] signature = row.getBytes("signature");
        return new Contents(row(row), content == null ? Bytes.EMPTY : Bytes.of(content),
                signature == null ? null : new Signature(SignatureType.of(row.getInt("signature_type")), Bytes.of(signature)));
    }

    private static Row row(ResultSet row) throws SQLException {
        String refusal = row.getString("refusal");
        return new Row(row.getLong("seq"), Instant.ofEpochMilli(row.getLong("made_at")), row.getString("chain"),
                row.getString("request_id"), row.getString("caller"), row.getString("type"), row.getString("sender"),
                refusal == null ? row.getString("verdict") : row.getString("verdict") + " " + refusal,
                Optional.ofNullable(row.getString("meaning")).orElse("(past retention)"), row.getString("cid"),
                row.getString("intent"), row.getString("rule"), row.getString("reason"));
    }
}
