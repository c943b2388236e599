package io.sealstream.schemas;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Names the writer schema of a record: CRC-64-AVRO of its parsing canonical form (Avro specification, "Schema Fingerprints"). It travels
 * in the header {@value #HEADER} as 16 lower-case hexadecimal digits, most significant first, so that kcat shows it.
 *
 * @param value the 64 bits
 */
public record Fingerprint(long value) {
    /** Name of the header. */
    public static final String HEADER = "schema.fp";
    private static final int DIGITS = 16;

    public static Fingerprint of(Schema schema) {
        return new Fingerprint(SchemaNormalization.parsingFingerprint64(schema));
    }

    /** The fingerprint that a record carries; empty where the header is absent or malformed. */
    public static Optional<Fingerprint> in(@Nullable Headers headers) {
        Header header = headers == null ? null : headers.lastHeader(HEADER);
        if (header == null || header.value() == null || header.value().length != DIGITS) {
            return Optional.empty();
        }
        try {
            String text = new String(header.value(), StandardCharsets.US_ASCII);
            return Optional.of(new Fingerprint(Long.parseUnsignedLong(text, 16)));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** Puts it into the headers, in place of the one of another record from which they may have been copied. */
    void putInto(Headers headers) {
        // A record that is sent a second time has read-only headers, and the right one already.
        if (!in(headers).equals(Optional.of(this))) {
            headers.remove(HEADER);
            headers.add(HEADER, toString().getBytes(StandardCharsets.US_ASCII));
        }
    }

    @Override
    public String toString() {
        String hex = Long.toHexString(value);
        return "0".repeat(DIGITS - hex.length()) + hex;
    }
}
