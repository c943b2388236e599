package io.sealstream.conformance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.opentest4j.TestAbortedException;

/** A program that somebody else wrote, behind a launcher in {@code bin/}. What it says of itself is kept below {@code target}. */
final class Peer implements AutoCloseable {
    private static final Path LAUNCHERS = Path.of("bin").toAbsolutePath();
    private static final Path LOGS = Path.of("target", "peers").toAbsolutePath();
    /** Exit code of a launcher whose peer cannot be had here. */
    private static final int UNAVAILABLE = 69;
    private static final long PATIENCE_SECONDS = 10;

    private final String name;
    private final Process process;
    private final Path log;

    private Peer(String name, Process process, Path log) {
        this.name = name;
        this.process = process;
        this.log = log;
    }

    /** A client: it is asked and answers by its standard streams. Where it cannot be had, the test is skipped and says why. */
    static Peer client(String name, String... arguments) {
        return start(name, Redirect.PIPE, arguments);
    }

    /** A server: what it prints goes to its log too. */
    static Peer server(String name, String... arguments) {
        return start(name, Redirect.appendTo(log(name).toFile()), arguments);
    }

    private static Peer start(String name, Redirect output, String... arguments) {
        try {
            Files.createDirectories(LOGS);
            run(name, Redirect.DISCARD, "--ready").awaitReady();
            return run(name, output, arguments);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path log(String name) {
        return LOGS.resolve(name + ".log");
    }

    private static Peer run(String name, Redirect output, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(LAUNCHERS.resolve(name).toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(log(name).toFile()).redirectOutput(output);
        return new Peer(name, builder.start(), log(name));
    }

    private void awaitReady() {
        try {
            int exit = process.waitFor();
            if (exit == UNAVAILABLE) {
                throw new TestAbortedException(said());
            }
            if (exit != 0) {
                throw failed("cannot be made ready");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while " + name + " was made ready", e);
        }
    }

    Process process() {
        return process;
    }

    /** The error for a peer that does not do its part. */
    AssertionError failed(String what) {
        return new AssertionError(name + " " + what + ": " + said());
    }

    private String said() {
        try {
            return Files.readString(log, StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
