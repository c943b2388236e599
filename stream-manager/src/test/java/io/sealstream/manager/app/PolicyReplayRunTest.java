package io.sealstream.manager.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sealstream.manager.cli.ManagerCli;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code policy-replay} of a committed log, from the command line to the table. */
class PolicyReplayRunTest {
    private static final Path GOLDEN = Path.of("src/test/resources/golden/0.1.0.avro");
    private static final String POLICY = """
                                         miner = "f01000"
                                         numbers = { min = 0, max = 999 }
                                         senders = { pre-commit = ["f01001"], prove-commit = ["f01001"], post = ["f01001"] }
                                         storage = { stores = ["store"] }
                                         """;

    @TempDir
    Path home = Path.of("");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Path fees = Path.of("");
    private Path policy = Path.of("");

    @BeforeEach
    void files() throws IOException {
        fees = Files.writeString(home.resolve("fees.csv"), "epoch,attoFIL\n0,1000000\n100000,2000000\n");
        policy = Files.writeString(home.resolve("policy.toml"), POLICY);
    }

    private int run(String... arguments) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        try (ProcessSurroundings surroundings = new ProcessSurroundings((settings, clients, serdes, cluster) -> {
            throw new IllegalStateException("a replay starts no manager");
        }, new PrintWriter(out))) {
            return ManagerCli.of(surroundings).setOut(new PrintWriter(out)).setErr(new PrintWriter(err)).execute(arguments);
        }
    }

    private int replay(String... more) {
        List<String> arguments = new java.util.ArrayList<>(List.of("policy-replay", "--events", GOLDEN.toString(), "--network",
                "devnet", "--base-fees", fees.toString(), "--policy", policy.toString()));
        arguments.addAll(List.of(more));
        return run(arguments.toArray(String[]::new));
    }

    @Test
    void shouldSetAPolicyBesideWhatReallyHappened() throws IOException {
        assertThat(replay("--json")).as(err.toString()).isZero();
        JsonNode answer = new ObjectMapper().readTree(out.toString());

        JsonNode real = answer.path("policies").path(0);
        assertThat(real.path("name").textValue()).isEqualTo("as recorded");
        assertThat(real.path("proveCommit").path("sectors").longValue()).isEqualTo(3);
        assertThat(real.path("preCommit").path("messages").longValue()).isGreaterThanOrEqualTo(3);
        assertThat(real.path("both").path("missed").longValue()).isZero();
        JsonNode other = answer.path("policies").path(1);
        assertThat(other.path("name").textValue()).isEqualTo(policy.toString());
        assertThat(other.path("both").path("sectors").longValue()).isEqualTo(3);
        assertThat(other.path("both").path("burnt").textValue())
                .isEqualTo(other.path("both").path("exactGas").longValue() + "000000");
    }

    @Test
    void shouldPrintATableForPeople() {
        assertThat(replay()).as(err.toString()).isZero();
        assertThat(out.toString().lines().toList()).hasSize(2 + 2 * 3).element(2).asString().startsWith("as recorded ")
                .contains(" precommit ");
        assertThat(out.toString()).startsWith("3 sectors of f01000; waits in epochs").contains("BURNT FIL", "MISSED");
    }

    @Test
    void shouldSayWhatIsMissingOrWrong() throws IOException {
        assertThat(run("policy-replay", "--base-fees", fees.toString(), "--policy", policy.toString())).isOne();
        assertThat(err.toString()).contains("give either --events FILE, or --config FILE");
        assertThat(run("policy-replay", "--events", GOLDEN.toString(), "--base-fees", fees.toString())).isOne();
        assertThat(err.toString()).contains("--policy FILE is missing");
        assertThat(replay("--miner", "f09999")).isOne();
        assertThat(err.toString()).contains("there are no events of f09999, only of [f01000");
        Files.writeString(fees, "900000,5\n");
        assertThat(replay()).isOne();
        assertThat(err.toString()).contains("the base fees are of epochs 900000 to 900000, the events of ");
        Files.writeString(fees, "nonsense\n");
        assertThat(replay()).isOne();
        assertThat(err.toString()).contains("fees.csv: base fees, line 1: \"nonsense\" is not epoch,attoFIL");
        assertThat(run("policy-replay", "--events", GOLDEN.toString(), "--network", "moon", "--base-fees", fees.toString(),
                "--policy",
                policy.toString())).isOne();
        assertThat(err.toString()).contains("unknown network");
    }
}
