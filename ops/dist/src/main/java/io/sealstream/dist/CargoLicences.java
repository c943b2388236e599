package io.sealstream.dist;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Licences of the crates that are linked into the native libraries, out of what {@code cargo metadata} says: a list
 * {@code THIRD-PARTY-rust.txt}, and the texts below {@code rust/}: a crate's own, else those of another crate of its repository, else
 * those that are kept for its repository.
 */
public final class CargoLicences {
    private static final String LIST = "THIRD-PARTY-rust.txt";

    private final JsonNode metadata;
    private final KeptTexts kept;

    private CargoLicences(JsonNode metadata, KeptTexts kept) {
        this.metadata = metadata;
        this.kept = kept;
    }

    /** Arguments: the output of {@code cargo metadata --format-version 1}, the texts that are kept, and the folder to write into. */
    public static void main(String[] arguments) throws IOException {
        write(Path.of(arguments[0]), Path.of(arguments[1]), Path.of(arguments[2]));
    }

    static void write(Path metadata, Path kept, Path folder) throws IOException {
        CargoLicences licences = new CargoLicences(new ObjectMapper().readTree(metadata.toFile()), new KeptTexts(kept));
        Map<String, JsonNode> crates = licences.linked();
        Files.createDirectories(folder);
        Files.writeString(folder.resolve(LIST), list(crates));
        for (Map.Entry<String, JsonNode> crate : crates.entrySet()) {
            licences.copyTexts(crate.getValue(), crates, folder.resolve("rust").resolve(crate.getKey()));
        }
    }

    /** Crates of others that are reached from ours by ordinary dependencies, by name and version. */
    private Map<String, JsonNode> linked() {
        Map<String, JsonNode> packages = byId(metadata.path("packages"));
        Map<String, JsonNode> nodes = byId(metadata.path("resolve").path("nodes"));
        Set<String> seen = new HashSet<>();
        Deque<String> open = new ArrayDeque<>();
        metadata.path("workspace_members").forEach(member -> open.add(member.asText()));
        while (!open.isEmpty()) {
            String id = open.remove();
            if (seen.add(id)) {
                nodes.getOrDefault(id, MissingNode.getInstance()).path("deps").forEach(dependency -> {
                    if (isOrdinary(dependency)) {
                        open.add(dependency.path("pkg").asText());
                    }
                });
            }
        }
        return packages.entrySet().stream().filter(crate -> seen.contains(crate.getKey())).map(Map.Entry::getValue)
                .filter(crate -> !crate.path("source").isNull())
                .collect(Collectors.toMap(CargoLicences::label, crate -> crate, (one, _) -> one, TreeMap::new));
    }

    private static Map<String, JsonNode> byId(JsonNode list) {
        Map<String, JsonNode> map = new HashMap<>();
        list.forEach(item -> map.put(item.path("id").asText(), item));
        return map;
    }

    /** Not one of tests or build scripts alone. */
    private static boolean isOrdinary(JsonNode dependency) {
        for (JsonNode kind : dependency.path("dep_kinds")) {
            if (kind.path("kind").isNull()) {
                return true;
            }
        }
        return false;
    }

    private static String label(JsonNode crate) {
        return crate.path("name").asText() + "-" + crate.path("version").asText();
    }

    private static String list(Map<String, JsonNode> crates) {
        StringBuilder text = new StringBuilder(
                """
                Crates that are linked into the native libraries, with their licences. Rust's standard library is linked into
                them, too: MIT OR Apache-2.0 (https://github.com/rust-lang/rust)

                """);
        crates.forEach((label, crate) -> {
            String licence = crate.path("license").asText("");
            if (licence.isBlank() && crate.path("license_file").asText("").isBlank()) {
                throw new IllegalStateException("crate " + label + " names no licence: look it up before it is handed on");
            }
            text.append(label).append(": ").append(licence.isBlank() ? "see its licence file" : licence).append(" (")
                    .append(crate.path("repository").asText("https://crates.io/crates/" + crate.path("name").asText()))
                    .append(")\n");
        });
        return text.toString();
    }

    private void copyTexts(JsonNode crate, Map<String, JsonNode> crates, Path to) throws IOException {
        String repository = crate.path("repository").asText();
        String name = repository.substring(repository.lastIndexOf('/') + 1);
        if (!KeptTexts.copyAll(texts(crate), to) && !copySiblings(repository, crates, to) && !kept.copy(name, to)) {
            kept.requireApache(name, crate.path("license").asText());
        }
    }

    private static boolean copySiblings(String repository, Map<String, JsonNode> crates, Path to) throws IOException {
        for (JsonNode crate : crates.values()) {
            if (!repository.isEmpty() && repository.equals(crate.path("repository").asText())
                    && KeptTexts.copyAll(texts(crate), to)) {
                return true;
            }
        }
        return false;
    }

    private static List<Path> texts(JsonNode crate) throws IOException {
        return KeptTexts.files(Path.of(crate.path("manifest_path").asText()).resolveSibling(".")).stream()
                .filter(file -> KeptTexts.isLicence(file.getFileName().toString())).toList();
    }
}
