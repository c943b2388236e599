package io.sealstream.manager.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealstream.manager.cli.FeeExport.Epochs;
import io.sealstream.manager.edge.chain.ChainCallException;
import io.sealstream.manager.edge.chain.ChainNode;
import io.sealstream.manager.simulation.BareChain;
import io.sealstream.manager.whatif.FeeSeries;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Base fees of the dev chain: tipsets at 1001, 1002, 1003, 1006 and 1007. */
class FeeExportTest {
    @TempDir
    Path home = Path.of("");

    private final BareChain chain = new BareChain();
    private final StringWriter progress = new StringWriter();
    private Path file = Path.of("");

    @BeforeEach
    void makeBlocks() {
        file = home.resolve("fees.csv");
        chain.baseFees("1001,500\n1003,700\n1007,900");
        for (long epoch : new long[]{ 1001, 1002, 1003, 1006, 1007}) {
            chain.make(epoch);
        }
    }

    private long export(ChainNode node, long from, long to, long every) {
        return new FeeExport(node, new PrintWriter(progress)).write(new Epochs(from, to, every), file);
    }

    @Test
    void shouldWriteALineForEachTipset() throws IOException {
        assertThat(export(chain, 1001, 1007, 1)).isEqualTo(5);
        assertThat(file).hasContent("epoch,attoFIL\n1001,500\n1002,500\n1003,700\n1006,700\n1007,900\n");
        assertThat(FeeSeries.parse(Files.readString(file)).at(1005).toString()).isEqualTo("700");
    }

    @Test
    void shouldBeReadableAsAScriptOfTheDevChain() throws IOException {
        export(chain, 1001, 1007, 1);
        BareChain other = new BareChain();
        other.baseFees(Files.readString(file));
        other.make(1001);
        other.make(1003);
        assertThat(other.chain().head().tipSet().parentBaseFee().toString()).isEqualTo("700");
    }

    @Test
    void shouldAskForEachNthEpochOnlyAndWriteNoTipsetTwice() {
        assertThat(export(chain, 1003, 1007, 2)).isEqualTo(2);
        assertThat(file).hasContent("epoch,attoFIL\n1003,700\n1007,900\n");
    }

    @Test
    void shouldGoOnBehindTheLastWholeLine() throws IOException {
        ChainNode broken = (method, params) -> {
            if (Files.exists(file) && params.length > 0 && params[0].toString().contains("1006")) {
                throw new ChainCallException(ChainCallException.Kind.UNREACHABLE, "connection reset");
            }
            return chain.call(method, params);
        };
        assertThatThrownBy(() -> export(broken, 1001, 1007, 1)).isInstanceOf(CliFailure.class)
                .hasMessage("epoch 1006 cannot be read (connection reset); the same command goes on behind epoch 1003");
        Files.writeString(file, Files.readString(file) + "1006,7");

        assertThat(export(chain, 1001, 1007, 1)).isEqualTo(2);
        assertThat(file).hasContent("epoch,attoFIL\n1001,500\n1002,500\n1003,700\n1006,700\n1007,900\n");
        assertThat(export(chain, 1001, 1007, 1)).isZero();
    }

    @Test
    void shouldRefuseAFileOfOtherThings() throws IOException {
        Files.writeString(file, "this is mine\n");
        assertThatThrownBy(() -> export(chain, 1001, 1007, 1))
                .hasMessageContaining("is no export of base fees; give another file");
        Files.writeString(file, "epoch,attoFIL\n900,100\n1001,500\n");
        assertThatThrownBy(() -> export(chain, 1001, 1007, 1)).hasMessageContaining(
                "has epochs 900 to 1001, not only 1001 to 1007; give another file");
        assertThat(file).hasContent("epoch,attoFIL\n900,100\n1001,500\n");
    }

    @Test
    void shouldRefuseEpochsBeyondTheHead() {
        assertThatThrownBy(() -> export(chain, 1001, 1008, 1)).isInstanceOf(CliFailure.class)
                .hasMessage("--to 1008 is beyond the head of the chain, 1007");
    }
}
