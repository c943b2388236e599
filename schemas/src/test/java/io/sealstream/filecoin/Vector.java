package io.sealstream.filecoin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** One golden vector. */
record Vector(String name, String type, JsonNode value, JsonNode cbor, JsonNode cid, JsonNode extra) {
    private static final String COMMITTED = "/vectors/dev.json";

    /** Vectors of {@code -Dsealstream.vectors} (files, comma-separated), by default the committed set. */
    static List<Vector> load() {
        String files = System.getProperty("sealstream.vectors", "");
        List<Vector> all = new ArrayList<>();
        if (files.isBlank()) {
            try (InputStream in = Vector.class.getResourceAsStream(COMMITTED)) {
                read(new ObjectMapper().readTree(in), all);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        for (String file : files.isBlank() ? new String[0] : files.split(",")) {
            try (InputStream in = Files.newInputStream(find(file.strip()))) {
                read(new ObjectMapper().readTree(in), all);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return all;
    }

    /** A relative path is looked for from the module and from the root of the project. */
    private static Path find(String file) {
        Path path = Path.of(file);
        return path.isAbsolute() || Files.exists(path) ? path : Path.of("..").resolve(path);
    }

    private static void read(JsonNode file, List<Vector> into) {
        for (JsonNode each : file.path("vectors")) {
            into.add(new Vector(each.path("name").textValue(), each.path("type").textValue(), each.path("json_value"),
                    each.path("cbor_hex"), each.path("cid"), each.path("extra")));
        }
    }

    JsonNode input() {
        return value.path("input");
    }

    JsonNode output() {
        return value.path("output");
    }

    Bytes cborBytes() {
        return Bytes.fromHex(cbor.textValue());
    }

    static Bytes hex(JsonNode node) {
        return Bytes.fromHex(node.textValue());
    }
}
