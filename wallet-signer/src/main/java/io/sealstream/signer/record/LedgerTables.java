package io.sealstream.signer.record;

import io.sealstream.filecoin.Message;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The tables of a record file, made where they are missing, and the way to them from the first format, which had no chain. */
final class LedgerTables {
    private static final List<String> TABLES = List.of(
            """
            CREATE TABLE IF NOT EXISTS entry (
              seq INTEGER PRIMARY KEY, chain TEXT NOT NULL, request_id TEXT NOT NULL, caller TEXT NOT NULL, type TEXT NOT NULL,
              sender TEXT NOT NULL, intent TEXT NOT NULL, made_at INTEGER NOT NULL, cid TEXT NOT NULL, nonce INTEGER, premium TEXT,
              amount TEXT, verdict TEXT NOT NULL, rule TEXT, refusal TEXT, replacement INTEGER NOT NULL, signature_type INTEGER,
              signature BLOB, meaning TEXT, reason TEXT, message BLOB, body BLOB NOT NULL, digest BLOB NOT NULL)""",
            "CREATE INDEX IF NOT EXISTS entry_request ON entry (chain, request_id)",
            "CREATE INDEX IF NOT EXISTS entry_nonce ON entry (chain, sender, nonce)",
            "CREATE INDEX IF NOT EXISTS entry_day ON entry (chain, sender, made_at)",
            "CREATE INDEX IF NOT EXISTS entry_forgotten ON entry (chain) WHERE verdict = 'FORGOTTEN'");
    private static final String OLD = "decision";

    private LedgerTables() {}

    /** Makes the tables and takes over an old one, all or nothing. */
    static void prepare(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA journal_mode=WAL");
            statement.execute("PRAGMA synchronous=FULL");
            connection.setAutoCommit(false);
            for (String each : TABLES) {
                statement.execute(each);
            }
            if (hasOld(statement)) {
                takeOver(connection, statement);
                statement.execute("DROP TABLE " + OLD);
            }
            connection.commit();
        }
    }

    private static boolean hasOld(Statement statement) throws SQLException {
        try (ResultSet found = statement
                .executeQuery("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = '" + OLD + "'")) {
            return found.next();
        }
    }

    private static void takeOver(Connection connection, Statement statement) throws SQLException {
        Chain chain = new Chain(connection);
        try (ResultSet rows = statement.executeQuery("SELECT * FROM " + OLD + " ORDER BY seq")) {
            while (rows.next()) {
                chain.append(taken(rows));
            }
        }
    }

    private static Map<String, @Nullable Object> taken(ResultSet row) throws SQLException {
        Map<String, @Nullable Object> fields = new HashMap<>();
        for (String same : List.of("request_id", "sender", "intent", "made_at", "cid", "nonce", "verdict", "refusal",
                "replacement",
                "signature_type", "signature", "meaning", "reason", "message")) {
            fields.put(same, row.getObject(same));
        }
        fields.put("chain", row.getString("network"));
        fields.put("caller", "kafka");
        fields.put("type", EntryFields.MESSAGE);
        if (row.getString("verdict").equals(EntryFields.SIGNED)) {
            Message message = Message.fromCbor(row.getBytes("message"));
            fields.put("rule", "default");
            fields.put("premium", message.gasPremium().toString());
            fields.put("amount", message.value().toString());
        }
        return fields;
    }
}
