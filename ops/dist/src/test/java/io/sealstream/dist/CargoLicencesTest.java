package io.sealstream.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CargoLicencesTest {
    @TempDir
    private Path home;
    private String repository = "https://example/deeper";

    @BeforeEach
    void makeCrates() throws IOException {
        for (String crate : new String[]{ "linked", "deeper", "tests", "builds"}) {
            Files.createDirectories(home.resolve(crate));
            Files.writeString(home.resolve(crate).resolve("LICENSE-MIT"), "MIT of " + crate);
            Files.writeString(home.resolve(crate).resolve("README.md"), "no licence");
        }
    }

    private String crate(String name, String source, String licence) {
        return """
               {"id": "%1$s", "name": "%1$s", "version": "1.2.3", "source": %2$s, "license": %3$s, "license_file": null,
                "repository": "%5$s", "manifest_path": "%4$s/%1$s/Cargo.toml"}"""
                .formatted(name, source, licence, home, name.equals("deeper") ? repository : "https://example/" + name);
    }

    private void write(String licenceOfDeeper) throws IOException {
        String registry = "\"registry\"";
        String mit = "\"MIT\"";
        Path metadata = Files.writeString(home.resolve("metadata.json"),
                """
                {"packages": [%s, %s, %s, %s, %s], "workspace_members": ["ours"], "resolve": {"nodes": [
                  {"id": "ours", "deps": [{"pkg": "linked", "dep_kinds": [{"kind": null}]}, {"pkg": "tests", "dep_kinds": [{"kind": "dev"}]},
                                          {"pkg": "builds", "dep_kinds": [{"kind": "build"}]}]},
                  {"id": "linked", "deps": [{"pkg": "deeper", "dep_kinds": [{"kind": "dev"}, {"kind": null}]}]},
                  {"id": "deeper", "deps": []}, {"id": "tests", "deps": []}, {"id": "builds", "deps": []}]}}
                """.formatted(
                        crate("ours", "null", "null"), crate("linked", registry, mit), crate("deeper", registry, licenceOfDeeper),
                        crate("tests", registry, mit), crate("builds", registry, mit)));
        CargoLicences.write(metadata, Files.createDirectories(home.resolve("kept")), home.resolve("out"));
    }

    @Test
    void shouldListLinkedCratesOfOthersSortedWithTheirTexts() throws IOException {
        write("\"Apache-2.0\"");

        assertThat(home.resolve("out/THIRD-PARTY-rust.txt"))
                .hasContent(
                        """
                        Crates that are linked into the native libraries, with their licences. Rust's standard library is linked into
                        them, too: MIT OR Apache-2.0 (https://github.com/rust-lang/rust)

                        deeper-1.2.3: Apache-2.0 (https://example/deeper)
                        linked-1.2.3: MIT (https://example/linked)
                        """);
        assertThat(home.resolve("out/rust/linked-1.2.3/LICENSE-MIT")).hasContent("MIT of linked");
        try (var files = Files.list(home.resolve("out/rust/linked-1.2.3"))) {
            assertThat(files).hasSize(1);
        }
        assertThat(home.resolve("out/rust/tests-1.2.3")).doesNotExist();
        assertThat(home.resolve("out/rust/builds-1.2.3")).doesNotExist();
    }

    @Test
    void shouldTakeTheKeptTextOfARepositoryWhoseCratesHaveNone() throws IOException {
        Files.delete(home.resolve("deeper/LICENSE-MIT"));
        Files.createDirectories(home.resolve("kept/deeper"));
        Files.writeString(home.resolve("kept/deeper/LICENSE"), "kept");
        write("\"MIT\"");

        assertThat(home.resolve("out/rust/deeper-1.2.3/LICENSE")).hasContent("kept");
    }

    @Test
    void shouldTakeTheTextOfAnotherCrateOfTheRepository() throws IOException {
        Files.delete(home.resolve("deeper/LICENSE-MIT"));
        repository = "https://example/linked";
        write("\"MIT\"");

        assertThat(home.resolve("out/rust/deeper-1.2.3/LICENSE-MIT")).hasContent("MIT of linked");
    }

    @Test
    void shouldRefuseACrateWithoutAText() throws IOException {
        Files.delete(home.resolve("deeper/LICENSE-MIT"));

        assertThatThrownBy(() -> write("\"MIT\""))
                .hasMessageContaining("deeper (MIT) comes without the text of its licence: put it into")
                .hasMessageContaining("kept/deeper");
        write("\"MIT OR Apache-2.0\"");
        assertThat(home.resolve("out/rust/deeper-1.2.3")).doesNotExist();
    }

    @Test
    void shouldRefuseACrateWithoutALicence() {
        assertThatThrownBy(() -> write("null")).hasMessageContaining("crate deeper-1.2.3 names no licence");
    }
}
