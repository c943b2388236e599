package io.sealstream.filecoin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One golden vector.
 *
 * @param name  unique in its file
 * @param type  what is checked
 * @param value JSON form, or {@code {input, output}}
 * @param cbor  hexadecimal text or null
 * @param cid   text or null
 * @param extra hints and intermediate values
 */
public record Vector(String name, String type, JsonNode value, JsonNode cbor, JsonNode cid, JsonNode extra) {
    private static final String COMMITTED = "/vectors/dev.json";
    private static final String PROPERTY = "sealstream.vectors";
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Vectors of {@code -Dsealstream.vectors} (files, comma-separated), by default the committed set. */
    public static List<Vector> load() {
        String files = System.getProperty(PROPERTY, "");
        if (files.isBlank()) {
            return committed();
        }
        return Stream.of(files.split(",")).map(String::strip).filter(file -> !file.isEmpty())
                .flatMap(file -> read(find(file)).stream()).toList();
    }

    /** The committed set. */
    public static List<Vector> committed() {
        try (InputStream in = Objects.requireNonNull(Vector.class.getResourceAsStream(COMMITTED), COMMITTED)) {
            return read(JSON.readTree(in), COMMITTED);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All vectors of a type in the committed set; there is at least one. */
    public static List<Vector> committed(String type) {
        List<Vector> found = committed().stream().filter(vector -> vector.type().equals(type)).toList();
        if (found.isEmpty()) {
            throw new IllegalArgumentException("no committed vector of type " + type);
        }
        return found;
    }

    /** The vectors of one file. */
    static List<Vector> read(Path file) {
        try {
            return read(JSON.readTree(file.toFile()), file.toString());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read vectors from " + file, e);
        }
    }

    /** A relative path is looked for from here and from every folder above, so that it may be given from the root of the project. */
    private static Path find(String file) {
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            Path path = folder.resolve(file);
            if (Files.exists(path)) {
                return path;
            }
        }
        throw new IllegalArgumentException("-D" + PROPERTY + ": no file " + file + " here or in a folder above");
    }

    private static List<Vector> read(JsonNode file, String name) {
        if (file.path("format").intValue() != 1 || file.path("network_version").intValue() != 28) {
            throw new IllegalArgumentException(name + " is not a vector file of format 1 for network version 28");
        }
        List<Vector> all = new ArrayList<>();
        for (JsonNode each : file.path("vectors")) {
            all.add(new Vector(each.path("name").asText(), each.path("type").asText(), each.path("json_value"),
                    each.path("cbor_hex"), each.path("cid"), each.path("extra")));
        }
        return all;
    }

    public JsonNode input() {
        return value.path("input");
    }

    public JsonNode output() {
        return value.path("output");
    }

    /** A hint that not every file gives. */
    public Optional<JsonNode> hint(String name) {
        return extra.has(name) ? Optional.of(extra.path(name)) : Optional.empty();
    }

    /** Compares bytes with a hint in hexadecimal, where there is one. */
    public void matches(String hint, byte[] actual) {
        hint(hint).ifPresent(hex -> assertThat(Bytes.of(actual)).as(hint).isEqualTo(hex(hex)));
    }

    /** Compares the text of a value with a hint, where there is one. */
    public void matches(String hint, Object actual) {
        hint(hint).ifPresent(text -> assertThat(actual).as(hint).hasToString(text.asText()));
    }

    /** What a right answer would be, for messages: a refusal, the output, or bytes and JSON. */
    String expectation() {
        if (type.contains("/invalid-")) {
            return "a refusal (" + extra.path("why").asText() + ")";
        }
        return value.has("output") ? value.path("output").toString() : cbor + " for " + value;
    }

    public Bytes cborBytes() {
        return hex(cbor);
    }

    public static Bytes hex(JsonNode node) {
        return Bytes.fromHex(node.asText());
    }
}
