package io.sealstream.signer.record;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The digests that chain the entries of a record: {@code digest = sha256(digest of the entry before ‖ body ‖ head fields)} and
 * {@code body = sha256(body fields)}, so that retention can drop the body fields and everything else stays proven. Fields are written in
 * the order of {@link #HEAD} and {@link #BODY}, each as one tag byte (0 nothing, 1 number, 2 text, 3 bytes) and then eight bytes
 * big-endian, or a length of four bytes and UTF-8 or the bytes.
 */
final class EntryDigest {
    /** What stays for ever. */
    static final List<String> HEAD = List.of("seq", "chain", "request_id", "caller", "type", "sender", "intent", "made_at", "cid",
            "nonce",
            "premium", "amount", "verdict", "rule", "refusal", "replacement", "signature_type", "signature");

    /** What retention drops. */
    static final List<String> BODY = List.of("meaning", "reason", "message");

    /** Before the first entry. */
    static final byte[] NOTHING = new byte[32];

    private static final int NULL = 0;
    private static final int NUMBER = 1;
    private static final int TEXT = 2;
    private static final int BYTES = 3;

    private EntryDigest() {}

    static byte[] body(Map<String, @Nullable Object> fields) {
        return sha256().digest(encoded(BODY, fields));
    }

    static byte[] entry(byte[] before, byte[] body, Map<String, @Nullable Object> fields) {
        MessageDigest sha256 = sha256();
        sha256.update(before);
        sha256.update(body);
        return sha256.digest(encoded(HEAD, fields));
    }

    private static byte[] encoded(List<String> names, Map<String, @Nullable Object> fields) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        names.forEach(name -> write(out, fields.get(name)));
        return out.toByteArray();
    }

    private static void write(ByteArrayOutputStream out, @Nullable Object value) {
        switch (value) {
            case null -> out.write(NULL);
            case Number number -> {
                out.write(NUMBER);
                out.writeBytes(ByteBuffer.allocate(Long.BYTES).putLong(number.longValue()).array());
            }
            case String text -> sized(out, TEXT, text.getBytes(StandardCharsets.UTF_8));
            case byte[] bytes -> sized(out, BYTES, bytes);
            default -> throw new IllegalArgumentException("a record has no fields of " + value.getClass());
        }
    }

    private static void sized(ByteArrayOutputStream out, int tag, byte[] bytes) {
        out.write(tag);
        out.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
        out.writeBytes(bytes);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
