package io.sealstream.signer.keys;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.sealstream.signer.keys.KeyRing.PlainKey;
import io.sealstream.signer.keys.WalletException.Reason;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * A key in the form in which wallets exchange it: JSON {@code {"Type":"bls","PrivateKey":"<base64>"}} ({@code json-venus}), or its
 * lower-case hexadecimal ({@code hex-venus}). All text is kept in byte arrays, which are wiped; none of it becomes a string.
 */
public final class ExportedKey {
    private static final int MAX_BYTES = 1024;
    private static final byte[] DIGITS = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private ExportedKey() {}

    /** How the text is written. */
    public enum Form {
        HEX_VENUS, JSON_VENUS
    }

    /** A key that was read: its type and, owned by the caller, its bytes. */
    public record Read(KeyType type, Secret key) {}

    /** The {@code hex-venus} text of a key, to be wiped by the caller. */
    public static byte[] toHex(PlainKey key) {
        byte[] base64 = Base64.getEncoder().encode(key.bytes());
        ByteArrayOutputStream json = new ByteArrayOutputStream(MAX_BYTES);
        json.writeBytes(ascii("{\"Type\":\"" + key.type().label() + "\",\"PrivateKey\":\""));
        json.writeBytes(base64);
        json.writeBytes(ascii("\"}"));
        byte[] plain = json.toByteArray();
        byte[] hex = new byte[plain.length * 2];
        for (int i = 0; i < plain.length; i++) {
            hex[2 * i] = DIGITS[(plain[i] >> 4) & 0xf];
            hex[2 * i + 1] = DIGITS[plain[i] & 0xf];
        }
        Arrays.fill(base64, (byte) 0);
        Arrays.fill(plain, (byte) 0);
        return hex;
    }

    /** Reads an exported key; the text is wiped. */
    public static Read read(byte[] text, Form form) {
        byte[] json = switch (form) {
            case HEX_VENUS -> unhex(text);
            case JSON_VENUS -> text.clone();
        };
        try {
            return parse(json);
        } catch (IOException | IllegalArgumentException e) {
            throw bad();
        } finally {
            Arrays.fill(json, (byte) 0);
            Arrays.fill(text, (byte) 0);
        }
    }

    private static Read parse(byte[] json) throws IOException {
        String type = "";
        @Nullable
        Secret key = null;
        try (JsonParser parser = new JsonFactory().createParser(json)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                if (name.equals("Type")) {
                    type = parser.getText();
                } else if (name.equals("PrivateKey")) {
                    key = Secret.take(parser.getBinaryValue());
                } else {
                    parser.skipChildren();
                }
            }
        }
        if (key == null) {
            throw bad();
        }
        try {
            if (key.length() != KeyType.KEY_BYTES) {
                throw bad();
            }
            return new Read(KeyType.of(type), key);
        } catch (WalletException e) {
            key.close();
            throw e;
        }
    }

    private static byte[] unhex(byte[] text) {
        int length = text.length;
        while (length > 0 && Character.isWhitespace(text[length - 1])) {
            length--;
        }
        if (length % 2 != 0 || length > 2 * MAX_BYTES) {
            throw bad();
        }
        byte[] out = new byte[length / 2];
        for (int i = 0; i < out.length; i++) {
            int high = Character.digit(text[2 * i], 16);
            int low = Character.digit(text[2 * i + 1], 16);
            if (high < 0 || low < 0) {
                throw bad();
            }
            out[i] = (byte) (high << 4 | low);
        }
        return out;
    }

    private static WalletException bad() {
        return new WalletException(Reason.BAD_KEY,
                "the input is no exported key; it must be {\"Type\": ..., \"PrivateKey\": ...} (json-venus) or that in hexadecimal (hex-venus)");
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
