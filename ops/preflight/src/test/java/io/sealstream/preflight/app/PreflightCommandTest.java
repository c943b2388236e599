package io.sealstream.preflight.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.preflight.probe.SystemFacts;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The real program on this machine, for a wallet without Kafka: what it finds is this machine's, what it does with it is not. */
class PreflightCommandTest {
    @TempDir
    private Path home;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        try (SystemFacts facts = new SystemFacts(InstantSource.system())) {
            CommandLine line = PreflightCommand.commandLine(facts);
            return line.setOut(new PrintWriter(out)).setErr(new PrintWriter(err)).execute(arguments);
        }
    }

    private String wallet() throws Exception {
        return Files.writeString(home.resolve("wallet.toml"), "[network]\nname = \"devnet\"\n[signer]\nhome = \"keys\"\n")
                .toString();
    }

    @Test
    void shouldReportAndEndWithOneWhereSomethingIsToBeMended() throws Exception {
        assertThat(run("--config", wallet())).isEqualTo(1);

        assertThat(out.toString()).contains("machine\n  ", "JDK", "wallet-signer wallet-signer (", "there are no keys",
                "→ make the wallet",
                " fix\n");
        assertThat(err.toString()).contains("looking at machine");
    }

    @Test
    void shouldPrintOneLineOfJson() throws Exception {
        run("--json", "--config", wallet());

        assertThat(out.toString().strip()).startsWith("{\"ready\":false").endsWith("}").doesNotContain("\n");
    }

    @Test
    void shouldSayWhatIsWrongWithAConfiguration() throws Exception {
        Path bad = Files.writeString(home.resolve("bad.toml"), "[signer]\nnope = 1\n[network]\nname = \"devnet\"\n");

        assertThat(run("--config", bad.toString())).isEqualTo(1);
        assertThat(run("--config", home.resolve("none.toml").toString())).isEqualTo(1);
        assertThat(run()).isEqualTo(2);

        assertThat(err.toString()).contains("preflight: " + bad + ":2:").contains("signer.nope: unknown key")
                .contains("none.toml: no such file").doesNotContain("\tat ");
    }
}
