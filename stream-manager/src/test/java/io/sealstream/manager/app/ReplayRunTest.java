package io.sealstream.manager.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.manager.cli.ManagerCli;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code replay} of an exported file, from the command line to the fold. */
class ReplayRunTest {
    private static final Path GOLDEN = Path.of("src/test/resources/golden/0.1.0.avro");

    @TempDir
    Path home = Path.of("");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        try (ProcessSurroundings surroundings = new ProcessSurroundings((settings, clients, serdes, cluster) -> {
            throw new IllegalStateException("a replay starts no manager");
        }, new PrintWriter(out))) {
            return ManagerCli.of(surroundings).setOut(new PrintWriter(out)).setErr(new PrintWriter(err)).execute(arguments);
        }
    }

    private List<String> lines() {
        return out.toString().lines().skip(1).map(line -> line.replaceAll(" +", " ")).toList();
    }

    @Test
    void shouldPrintTheDigestsThatAreCommitted() throws IOException {
        List<String> committed = Files.readAllLines(Path.of(GOLDEN.toString().replace(".avro", ".states"))).stream()
                .filter(line -> line.startsWith("log ")).map(line -> line.substring("log ".length())).toList();
        assertThat(run("replay", "--from", GOLDEN.toString())).isZero();
        assertThat(lines()).hasSameSizeAs(committed).first().asString().startsWith(committed.getFirst()).endsWith(
                "partitions: Closed 1; sectors: Aborted 1, Proving 3");
        assertThat(lines().getLast()).startsWith(committed.getLast());
    }

    @Test
    void shouldExportOneLogAndReadItAgain() {
        Path part = home.resolve("part.avro");
        assertThat(run("replay", "--from", GOLDEN.toString(), "--miner", "f01000", "--until", "20", "--export", part.toString()))
                .isZero();
        List<String> half = lines();
        assertThat(half).singleElement().asString().startsWith("f01000 20 ");
        assertThat(run("replay", "--from", part.toString())).isZero();
        assertThat(lines()).isEqualTo(half);
        assertThat(run("replay", "--from", GOLDEN.toString(), "--export", part.toString())).isOne();
        assertThat(err.toString()).contains("part.avro is there already");
        assertThat(run("replay", "--from", part.toString(), "--miner", "f01000", "--until", "21")).isOne();
        assertThat(err.toString()).contains("log f01000 ends at sequence 20, before 21");
    }

    @Test
    void shouldSayWhatIsWrongWithAFile() throws IOException {
        assertThat(run("replay", "--from", home.resolve("none.avro").toString())).isOne();
        assertThat(err.toString()).contains("none.avro cannot be read; give a file that");
        Path text = Files.writeString(home.resolve("text.avro"), "this is no log of events");
        assertThat(run("replay", "--from", text.toString())).isOne();
        assertThat(err.toString()).contains("text.avro is no exported file");
        byte[] golden = Files.readAllBytes(GOLDEN);
        Path cut = Files.write(home.resolve("cut.avro"), Arrays.copyOf(golden, golden.length - 100));
        assertThat(run("replay", "--from", cut.toString())).isOne();
        assertThat(err.toString()).contains("cut.avro is damaged");
        golden[golden.length / 2] ^= 1;
        Path flipped = Files.write(home.resolve("flipped.avro"), golden);
        assertThat(run("replay", "--from", flipped.toString())).isOne();
        assertThat(err.toString()).doesNotContain("unexpected");
        assertThat(run("replay")).isOne();
        assertThat(err.toString()).contains("--config FILE (or --from FILE) is missing");
    }
}
