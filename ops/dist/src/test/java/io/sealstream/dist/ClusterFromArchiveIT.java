package io.sealstream.dist;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sealstream.dist.UnpackedArchive.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processes of the archive with its sample configurations, changed as a site changes them, on the archive's broker. */
class ClusterFromArchiveIT {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path home;
    private final List<Process> running = new ArrayList<>();
    private UnpackedArchive archive = new UnpackedArchive(Path.of(""), Path.of(""));
    private JsonNode broker = JSON.createObjectNode();

    @BeforeEach
    void startBroker() throws Exception {
        archive = UnpackedArchive.into(home);
        broker = start("devnet-broker", "--home", home.resolve("broker").toString(), "--port", "0", "--registry-port", "0");
    }

    @AfterEach
    void stop() throws InterruptedException {
        for (Process process : running.reversed()) {
            process.destroy();
            process.waitFor();
        }
    }

    /** Starts a process and reads the line that says it is ready. */
    private JsonNode start(String program, String... arguments) throws IOException {
        Process process = archive.start(program, arguments);
        running.add(process);
        String line = process.inputReader().readLine();
        assertThat(line).as(Files.readString(home.resolve(program + ".log"))).contains("\"ready\":true");
        return JSON.readTree(line);
    }

    /** A sample from {@code etc/} with the broker's addresses, network 2k and the given changes: a line, and what stands in its place. */
    private String sample(String process, String... changes) throws IOException {
        String text = Files.readString(archive.folder().resolve("etc").resolve(process + ".toml"));
        List<String> all = new ArrayList<>(List.of("bootstrap = \"127.0.0.1:9092\"", "bootstrap = " + broker.path("bootstrap"),
                "registry = \"http://127.0.0.1:8081\"", "registry = " + broker.path("registry")));
        all.addAll(List.of(changes));
        for (int i = 0; i < all.size(); i += 2) {
            assertThat(text).contains("\n" + all.get(i) + "\n");
            text = text.replace("\n" + all.get(i) + "\n", "\n" + all.get(i + 1) + "\n");
        }
        return Files.writeString(home.resolve(process + ".toml"), text).toString();
    }

    private String manager() throws IOException {
        return sample("stream-manager", "name = \"calibnet\"", "name = \"2k\"", "partitions = 16", "partitions = 4",
                "replication = 3",
                "replication = 1", "min-in-sync = 2", "min-in-sync = 1", "state-dir = \"/var/lib/sealstream/manager\"",
                "state-dir = \"" + home.resolve("state") + "\"");
    }

    @Test
    void shouldMakeTopicsAndSignAndLookAtThem() throws Exception {
        String manager = manager();
        assertThat(archive.launch("stream-manager", "topics", "ensure", "--config", manager).said())
                .contains("topics are as they should be, all schemas are registered");

        String signer = sample("wallet-signer", "name = \"mainnet\"", "name = \"2k\"", "home = \"wallet\"", "home = \"keys\"");
        Path password = Files.createFile(home.resolve("password"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(password, "a long password");
        assertThat(start("wallet-signer", "run", "--config", signer, "--password-file", password.toString()).path("locked")
                .asBoolean(true))
                .isFalse();
        assertThat(archive.launch("wallet-signer", "new", "bls", "--config", signer).said())
                .containsPattern("(?m)^[ft]3[a-z2-7]{84}$");

        Run list = archive.launch("topics", "list", "--bootstrap", broker.path("bootstrap").asText(), "--registry",
                broker.path("registry").asText());
        assertThat(list.said()).containsPattern("(?m)^sector\\.event +4 partitions");
        Run preflight = archive.launch("preflight", "--config", manager, "--config", signer);
        assertThat(preflight.said()).contains("pass  topics ", "pass  schema registry ", "pass  wallet ")
                .containsPattern("fix +chain node ");
        assertThat(stopLast()).isZero();
    }

    private int stopLast() throws InterruptedException {
        Process last = running.removeLast();
        last.destroy();
        return last.waitFor();
    }

    @Test
    void shouldSendANodeWithoutParametersToFetchThem() throws Exception {
        for (String store : List.of("scratch", "long")) {
            assertThat(
                    archive.launch("sealer-node", "store", "init", home.resolve(store).toString(), "--name", store + "-1").code())
                    .isZero();
        }
        String node = sample("sealer-node", "name = \"calibnet\"", "name = \"2k\"", "home = \"/var/lib/sealstream/node-1\"",
                "home = \"node\"", "path = \"/mnt/nvme1/sealstream\"", "path = \"scratch\"", "name = \"store-1\"",
                "name = \"long-1\"",
                "path = \"/mnt/store1/sealstream\"", "path = \"long\"", "sector-sizes = [\"32GiB\"]", "sector-sizes = [\"2KiB\"]",
                "parameter-cache = \"/var/tmp/filecoin-proof-parameters\"", "parameter-cache = \"parameters\"");

        Run run = archive.launch("sealer-node", "run", "--config", node);

        assertThat(run.code()).as(run.said()).isEqualTo(1);
        assertThat(run.said()).contains("params fetch").doesNotContain("\tat ");
    }
}
