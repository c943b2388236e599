package io.sealstream.node.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.node.fetch.Intake;
import io.sealstream.node.fetch.MirrorServer;
import io.sealstream.node.fetch.Wanted;
import io.sealstream.proofs.engine.ParameterEngine;
import io.sealstream.proofs.params.ParameterCheck;
import io.sealstream.proofs.params.ParameterList;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class FetchCommandTest {
    /** BLAKE2b-512 of "abc" (RFC 7693, appendix A), its first 16 bytes. */
    private static final String ABC = "ba80a53f981c4d0d6a2797b69f12f6e9";

    @TempDir
    private Path folder;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        CommandLine line = NodeCommand.commandLine(ProductionEngines::checked, Seams.NONE);
        line.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        return line.execute(arguments);
    }

    @Test
    void shouldNameEveryFileThatAMirrorLiesAbout() throws Exception {
        try (MirrorServer server = new MirrorServer()) {
            ParameterList keys = ParameterList.published().forSectorSizes(Set.of(2048L)).verifyingKeys();
            byte[] lie = "no key".getBytes(StandardCharsets.US_ASCII);
            keys.files().keySet().forEach(name -> server.serve(name, MirrorServer.honest(lie)));

            int code = run("params", "fetch", "--sector-size", "2KiB", "--verifying-keys", "--parameter-cache", folder.toString(),
                    "--mirror", server.mirror().template());

            assertThat(code).isEqualTo(1);
            assertThat(out.toString()).contains("5 of 5 files are to be fetched into " + folder);
            assertThat(err.toString()).startsWith("sealer-node: 5 of 5 files could not be fetched: v28-").doesNotContain("\tat ");
            assertThat(keys.files()).hasSize(5).allSatisfy((name, _) -> {
                assertThat(err.toString()).contains(name + ": ");
                assertThat(folder.resolve(name)).doesNotExist();
            });
        }
    }

    @Test
    void shouldGiveAFileItsNameWhenTheProofsLibraryFindsItsDigestRight() throws Exception {
        ParameterList list = new ParameterList(Map.of("one.vk", new ParameterList.Entry("Qm", ABC, 2048)));
        try (ParameterEngine engine = ParameterEngine.inProcess()) {
            Intake intake = FetchCommand.intake(new ParameterCheck(engine, folder), list);
            Wanted one = new Wanted("one.vk", "Qm");

            assertThat(intake.take(Files.writeString(folder.resolve("one.vk.part"), "abd"), one)).isFalse();
            assertThat(folder.resolve("one.vk")).doesNotExist();
            assertThat(intake.take(Files.writeString(folder.resolve("one.vk.part"), "abc"), one)).isTrue();
            assertThat(folder.resolve("one.vk")).hasContent("abc");
        }
    }

    @Test
    void shouldSayWhereTheDevNetworksParametersComeFrom() {
        assertThat(run("params", "fetch", "--network", "devnet", "--parameter-cache", folder.toString())).isEqualTo(1);
        assertThat(err.toString()).contains("are not published").contains("sealer-node params make");
    }

    @Test
    void shouldRefuseBadOptionsWithTheFix() {
        assertThat(run("params", "fetch", "--parameter-cache", folder.toString(), "--jobs", "0")).isEqualTo(1);
        assertThat(run("params", "fetch", "--parameter-cache", folder.toString(), "--sector-size", "3KiB")).isEqualTo(1);
        assertThat(run("params", "fetch", "--parameter-cache", folder.toString(), "--verifying-keys", "--mirror", "mirror"))
                .isEqualTo(1);

        assertThat(err.toString()).contains("--jobs 0 is out of range: give a number from 1 to 32")
                .contains("\"3KiB\" is no sector size").contains("--mirror \"mirror\" is no mirror: write an http or https URL");
    }
}
