package io.sealstream.signer.record;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Follows the chain of a record from its first entry. Only reads, also while a daemon writes. A chain proves that no entry was changed,
 * left out or put in between; that its newest entries were not cut off is proven by a head that somebody noted elsewhere.
 */
public final class RecordVerifier {
    private static final HexFormat HEX = HexFormat.of();

    private RecordVerifier() {}

    /**
     * The end of a chain.
     *
     * @param sequence number of the newest entry, 0 in an empty record
     * @param digest   of it, hexadecimal
     */
    public record Head(long sequence, String digest) {
        /** {@code 17:ab01…}. */
        public String text() {
            return sequence + ":" + digest;
        }

        /** Reads {@link #text}. */
        public static Head parse(String text) {
            if (!text.matches("[0-9]{1,18}:[0-9a-f]{64}")) {
                throw new IllegalArgumentException(
                        "'" + text + "' is no head; write it as 'record verify' prints it, NUMBER:DIGEST");
            }
            int colon = text.indexOf(':');
            return new Head(Long.parseLong(text.substring(0, colon)), text.substring(colon + 1));
        }
    }

    /**
     * What was found.
     *
     * @param head    the end
     * @param dropped entries whose details are past the retention: these are proven by their digest only
     */
    public record Verified(Head head, long dropped) {}

    /**
     * Follows the chain.
     *
     * @param noted a head that was noted earlier and must still be in it, or null
     * @throws BrokenChainException at the first entry that does not fit
     */
    public static Verified verify(Path file, @Nullable Head noted) {
        return LedgerException.translate("read", () -> {
            try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                    Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery("SELECT * FROM entry ORDER BY seq")) {
                return follow(rows, Optional.ofNullable(noted));
            }
        });
    }

    private static Verified follow(ResultSet rows, Optional<Head> noted) throws SQLException {
        Head head = new Head(0, HEX.formatHex(EntryDigest.NOTHING));
        long dropped = 0;
        boolean met = noted.isEmpty() || noted.get().equals(head);
        while (rows.next()) {
            head = next(rows, head);
            dropped += rows.getString("meaning") == null ? 1 : 0;
            met |= noted.isPresent() && noted.get().equals(head);
        }
        if (!met) {
            throw new BrokenChainException("the head " + noted.get().text()
                    + " that was noted is not in the record: entries were cut off or written anew");
        }
        return new Verified(head, dropped);
    }

    private static Head next(ResultSet row, Head before) throws SQLException {
        long sequence = row.getLong("seq");
        if (sequence != before.sequence() + 1) {
            throw new BrokenChainException(
                    "entry " + sequence + " follows entry " + before.sequence() + ": entries between are gone");
        }
        Map<String, @Nullable Object> fields = Chain.fields(row);
        byte[] body = row.getBytes("body");
        if (fields.get("meaning") != null && !Arrays.equals(body, EntryDigest.body(fields))) {
            throw new BrokenChainException("entry " + sequence + ": meaning, reason or message were changed");
        }
        byte[] digest = EntryDigest.entry(HEX.parseHex(before.digest()), body, fields);
        if (!Arrays.equals(digest, row.getBytes("digest"))) {
            throw new BrokenChainException("entry " + sequence + " was changed, or the one before it");
        }
        return new Head(sequence, HEX.formatHex(digest));
    }
}
