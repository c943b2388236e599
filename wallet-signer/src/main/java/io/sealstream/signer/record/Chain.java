package io.sealstream.signer.record;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The table of entries and its end, at which alone it grows. One thread at a time; {@link #refresh} after a rollback. */
final class Chain {
    private static final String BODY_DIGEST = "body";
    private static final String DIGEST = "digest";
    private static final List<String> COLUMNS = Stream.of(EntryDigest.HEAD, EntryDigest.BODY, List.of(BODY_DIGEST, DIGEST))
            .flatMap(List::stream).toList();
    private static final String INSERT = "INSERT INTO entry (" + String.join(", ", COLUMNS) + ") VALUES ("
            + "?, ".repeat(COLUMNS.size() - 1) + "?)";

    private final Connection connection;
    private final PreparedStatement insert;
    private long sequence;
    private byte[] head = EntryDigest.NOTHING;

    Chain(Connection connection) throws SQLException {
        this.connection = connection;
        this.insert = connection.prepareStatement(INSERT);
        refresh();
    }

    /** Reads the end anew. */
    void refresh() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet last = statement.executeQuery("SELECT seq, digest FROM entry ORDER BY seq DESC LIMIT 1")) {
            boolean any = last.next();
            sequence = any ? last.getLong(1) : 0;
            head = any ? last.getBytes(2) : EntryDigest.NOTHING;
        }
    }

    /** Adds an entry with the next number and its digests. */
    void append(Map<String, @Nullable Object> fields) throws SQLException {
        Map<String, @Nullable Object> all = new HashMap<>(fields);
        all.put("seq", sequence + 1);
        byte[] body = EntryDigest.body(all);
        byte[] digest = EntryDigest.entry(head, body, all);
        all.put(BODY_DIGEST, body);
        all.put(DIGEST, digest);
        insert(all);
        sequence++;
        head = digest;
    }

    private void insert(Map<String, @Nullable Object> all) throws SQLException {
        for (int i = 0; i < COLUMNS.size(); i++) {
            insert.setObject(i + 1, all.get(COLUMNS.get(i)));
        }
        insert.executeUpdate();
    }

    /** The fields of a row as {@link #append} took them. */
    static Map<String, @Nullable Object> fields(ResultSet row) throws SQLException {
        Map<String, @Nullable Object> fields = new HashMap<>();
        for (String name : EntryDigest.HEAD) {
            fields.put(name, row.getObject(name));
        }
        for (String name : EntryDigest.BODY) {
            fields.put(name, row.getObject(name));
        }
        return fields;
    }
}
