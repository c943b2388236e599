package io.sealstream.node.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.proofs.Circuit;
import io.sealstream.proofs.SealProofType;
import io.sealstream.proofs.WindowPoStProofType;
import io.sealstream.proofs.WinningPoStProofType;
import io.sealstream.proofs.engine.ParameterEngine;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ParameterCommandsTest {
    @TempDir
    private Path folder;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        List<String> all = new ArrayList<>(List.of("params"));
        all.addAll(List.of(arguments));
        all.addAll(List.of("--parameter-cache", folder.toString()));
        CommandLine line = NodeCommand.commandLine(ProductionEngines::checked, Seams.NONE);
        line.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        return line.execute(all.toArray(String[]::new));
    }

    @Test
    void shouldNameTheFilesOfADevNetworkWithLargerSectors() throws Exception {
        assertThat(run("check", "--network", "devnet", "--sector-size", "8MiB")).isEqualTo(1);

        try (ParameterEngine engine = ParameterEngine.inProcess()) {
            List<String> missing = new ArrayList<>(engine.files(new Circuit.Seal(SealProofType.STACKED_8MIB_V1_1)));
            missing.addAll(engine.files(new Circuit.WindowPoSt(WindowPoStProofType.STACKED_8MIB_V1_1)));
            missing.add(engine.files(new Circuit.WinningPoSt(WinningPoStProofType.STACKED_8MIB)).getFirst());
            assertThat(missing).allSatisfy(file -> assertThat(out.toString()).contains(file + " is missing"));
            assertThat(out.toString()).doesNotContain(
                    engine.files(new Circuit.Seal(SealProofType.STACKED_2KIB_V1_1)).getFirst());
        }
        assertThat(out.toString()).contains("7 files in " + folder)
                .contains("make them with 'sealer-node params make --sector-size 8MiB'");
    }

    @Test
    void shouldCheckTheUsualDevNetworkWithoutASize() {
        assertThat(run("check", "--network", "devnet")).isEqualTo(1);

        assertThat(out.toString()).contains("7 files in " + folder).contains("make them with 'sealer-node params make'");
    }

    @Test
    void shouldMakeAndCheckWhatIsAskedFor() {
        assertThat(run("make", "--sector-size", "8MiB", "--circuit", "aggregate")).isZero();

        assertThat(folder).isDirectoryContaining("glob:**.srs").isDirectoryNotContaining("glob:**.params");
        assertThat(run("check", "--network", "devnet", "--sector-size", "8MiB")).isEqualTo(1);
        assertThat(out.toString()).contains("6 files in " + folder);
    }

    @Test
    void shouldRefuseSizesWhoseParametersAreNotSelfMade() {
        assertThat(run("make", "--sector-size", "512MiB", "--circuit", "seal")).isEqualTo(1);
        assertThat(run("check", "--network", "devnet", "--sector-size", "32GiB")).isEqualTo(1);
        assertThat(run("make", "--sector-size", "3KiB")).isEqualTo(1);

        assertThat(err.toString()).contains("parameters are for sectors of 2KiB and 8MiB, not 512MiB")
                .contains("parameters are for sectors of 2KiB and 8MiB, not 32GiB").contains("sealer-node params fetch")
                .contains("\"3KiB\" is no sector size").doesNotContain("\tat ");
        assertThat(folder).isEmptyDirectory();
    }
}
