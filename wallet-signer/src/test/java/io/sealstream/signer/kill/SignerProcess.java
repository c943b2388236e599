package io.sealstream.signer.kill;

import io.sealstream.devnet.testing.KafkaTestCluster;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A wallet-signer as a process of its own on one folder, through as many lives as it takes. Its log is {@code signer.log}. */
final class SignerProcess implements AutoCloseable {
    private static final String MAIN = "io.sealstream.signer.app.WalletSigner";

    private final Path folder;
    private Process process;

    /** Starts it for the first time, on a fresh wallet in the folder. */
    SignerProcess(Path folder, KafkaTestCluster kafka) throws IOException {
        this.folder = folder;
        Files.writeString(folder.resolve("password"), "correct horse\n");
        Files.writeString(config(), """
                                    [kafka]
                                    bootstrap = "%s"
                                    registry = "%s"
                                    [network]
                                    name = "devnet"
                                    [signer]
                                    home = "wallet"
                                    scrypt-n = 2
                                    """.formatted(kafka.bootstrap(), kafka.registry()));
        this.process = launch(opening());
    }

    private Path config() {
        return folder.resolve("signer.toml");
    }

    /** Runs a command of the same command line and gives its output. */
    String command(String... arguments) throws IOException {
        Process command = builder(arguments).redirectError(log()).start();
        String out = new String(command.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (command.onExit().join().exitValue() != 0) {
            throw new AssertionError("wallet-signer " + String.join(" ", arguments) + " failed; see " + folder);
        }
        return out.strip();
    }

    private ProcessBuilder builder(String... arguments) {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        List<String> words = new ArrayList<>(List.of(java, "--enable-native-access=ALL-UNNAMED", "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC", "-Xmx256m", "-cp", classPath, MAIN));
        words.addAll(List.of(arguments));
        words.addAll(List.of("--config", config().toString()));
        return new ProcessBuilder(words);
    }

    private ProcessBuilder.Redirect log() {
        return ProcessBuilder.Redirect.appendTo(folder.resolve("signer.log").toFile());
    }

    private String[] opening() {
        return new String[]{ "run", "--password-file", folder.resolve("password").toString()};
    }

    private Process launch(String... command) {
        try {
            Process started = builder(command).redirectError(log()).start();
            BufferedReader out = started.inputReader(StandardCharsets.UTF_8);
            String line = out.readLine();
            if (line == null || !line.contains("\"ready\":true")) {
                throw new AssertionError("the signer is not ready (" + line + "); see " + folder.resolve("signer.log"));
            }
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** SIGKILL. */
    void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    /** The next life. */
    void restart() {
        process = launch(opening());
    }

    /** The next life, without the password. */
    void restartLocked() {
        process = launch("run");
    }

    void unlock() throws IOException {
        command("unlock", "--password-file", folder.resolve("password").toString());
    }

    Path recordFile() {
        return folder.resolve("wallet/signing-record.sqlite");
    }

    @Override
    public void close() {
        kill();
    }
}
