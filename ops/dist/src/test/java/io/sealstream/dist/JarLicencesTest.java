package io.sealstream.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JarLicencesTest {
    @TempDir
    private Path home;

    @BeforeEach
    void prepare() throws IOException {
        for (String folder : new String[]{ "lib", "kept/kept", "kept/both"}) {
            Files.createDirectories(home.resolve(folder));
        }
        Files.writeString(home.resolve("kept/Apache-2.0.txt"), "Apache");
        Files.writeString(home.resolve("kept/kept/LICENSE"), "MIT of kept");
        Files.writeString(home.resolve("kept/both/LICENSE.native"), "BSD of both");
        Files.writeString(home.resolve("list.txt"),
                """

                Lists of 4 third-party dependencies.
                     (MIT) Kept (Java) (org.example:kept:1.0 - https://example/kept)
                     (The Apache Software License, Version 2.0) Both (org.example:both:2.0.Final - https://example/both)
                     (Apache-2.0) (LGPL-2.1) Bare (org.example:bare:3 - https://example/bare)
                     (MIT) Lost (org.example:lost:4 - https://example/lost)
                """);
    }

    private void jar(String name, String... entries) throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(home.resolve("lib").resolve(name)))) {
            for (String entry : entries) {
                zip.putNextEntry(new ZipEntry(entry));
                zip.write(("of " + name).getBytes(StandardCharsets.UTF_8));
                zip.closeEntry();
            }
        }
    }

    private void write() throws IOException {
        JarLicences.write(home.resolve("lib"), home.resolve("list.txt"), home.resolve("kept"), home.resolve("out"));
    }

    @Test
    void shouldCopyWhatAJarBringsAndWhatIsKeptForIt() throws IOException {
        jar("kept-1.0.jar", "META-INF/MANIFEST.MF");
        jar("both-2.0.Final.jar", "META-INF/maven/org.example/both/NOTICE.txt", "LICENSE", "org/example/License.class",
                "org/example/NOTICE");
        jar("bare-3.jar", "org/example/Bare.class");
        jar("ours-1.jar", "io/sealstream/", "META-INF/LICENSE");
        write();

        assertThat(home.resolve("out/Apache-2.0.txt")).hasContent("Apache");
        assertThat(home.resolve("out/java/kept")).isDirectoryContaining("glob:**/LICENSE");
        assertThat(home.resolve("out/java/both").toFile().list()).containsExactlyInAnyOrder("NOTICE.txt", "LICENSE",
                "LICENSE.native");
        assertThat(home.resolve("out/java").toFile().list()).containsExactlyInAnyOrder("kept", "both");
    }

    @Test
    void shouldRefuseAJarThatTheListDoesNotName() throws IOException {
        jar("kept-1.1.jar", "META-INF/LICENSE");

        assertThatThrownBy(this::write)
                .hasMessageContaining("kept-1.1.jar is in the archive and in no line of the list of licences");
    }

    @Test
    void shouldRefuseAJarWithoutAText() throws IOException {
        jar("lost-4.jar", "META-INF/MANIFEST.MF");

        assertThatThrownBy(this::write).hasMessageContaining("lost ((MIT)) comes without the text of its licence: put it into")
                .hasMessageContaining("kept/lost");
    }
}
