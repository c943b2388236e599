package io.sealstream.signer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.stream.StreamSupport;

/** The golden vectors of keys and signatures. */
public final class Vectors {
    private Vectors() {}

    /** All vectors of a type; there is at least one. */
    public static List<JsonNode> of(String type) {
        try (InputStream in = Objects.requireNonNull(Vectors.class.getResourceAsStream("/vectors.json"), "vectors.json")) {
            List<JsonNode> found = StreamSupport.stream(new ObjectMapper().readTree(in).spliterator(), false)
                    .filter(vector -> vector.path("type").asText().equals(type)).toList();
            if (found.isEmpty()) {
                throw new IllegalStateException("no vectors of type " + type);
            }
            return found;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static byte[] hex(JsonNode node) {
        return HexFormat.of().parseHex(node.asText());
    }
}
