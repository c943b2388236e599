package io.sealstream.rpc;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import org.jspecify.annotations.Nullable;

/**
 * JSON with the escapes of Go's {@code encoding/json}, which writes {@code <}, {@code >}, {@code &}, the two line separators and most control
 * characters as {@code \}{@code u00xx}. A signature covers the bytes, so they must be the same.
 */
final class GoJson {
    private static final ObjectWriter WRITER = new ObjectMapper().writer(new Escapes());

    private GoJson() {}

    static byte[] bytes(JsonNode json) {
        try {
            return WRITER.writeValueAsBytes(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of text and lists is always JSON", e);
        }
    }

    private static final class Escapes extends CharacterEscapes {
        private static final long serialVersionUID = 1L;
        private static final String ALWAYS = "<>&\u2028\u2029";
        /** Control characters that have a letter of their own; Jackson writes them so, too. */
        private static final String LETTERS = "\b\f\n\r\t";

        @Override
        public int[] getEscapeCodesForAscii() {
            int[] codes = standardAsciiEscapesForJSON();
            for (int c = 0; c < codes.length; c++) {
                if (isEscaped(c)) {
                    codes[c] = ESCAPE_CUSTOM;
                }
            }
            return codes;
        }

        private static boolean isEscaped(int c) {
            return ALWAYS.indexOf(c) >= 0 || (c < ' ' && LETTERS.indexOf(c) < 0);
        }

        @Override
        public @Nullable SerializableString getEscapeSequence(int c) {
            return isEscaped(c) ? new SerializedString("\\u%04x".formatted(c)) : null;
        }
    }
}
