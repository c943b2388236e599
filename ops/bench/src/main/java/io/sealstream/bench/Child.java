package io.sealstream.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** One process of the cluster under measurement, started by its launcher. Its first line on standard output says that it is ready. */
final class Child implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration READY = Duration.ofMinutes(2);
    private static final Duration STOP = Duration.ofSeconds(20);
    private static final Duration LOOK_EVERY = Duration.ofMillis(20);

    private final String name;
    private final Process process;
    private final Path output;
    private final Path log;

    private Child(String name, Process process, Path output, Path log) {
        this.name = name;
        this.process = process;
        this.output = output;
        this.log = log;
    }

    static Child start(String name, Path folder, List<String> command) {
        Path output = folder.resolve(name + ".out");
        Path log = folder.resolve(name + ".log");
        try {
            Files.deleteIfExists(output);
            Process process = new ProcessBuilder(command).directory(folder.toFile()).redirectInput(Path.of("/dev/null").toFile())
                    .redirectOutput(output.toFile()).redirectError(ProcessBuilder.Redirect.appendTo(log.toFile())).start();
            return new Child(name, process, output, log);
        } catch (IOException e) {
            throw new BenchException("cannot start " + name + " (" + e.getMessage() + "): check " + command.getFirst(), e);
        }
    }

    long pid() {
        return process.pid();
    }

    String name() {
        return name;
    }

    /** The ready line, awaited. */
    JsonNode ready() {
        long end = System.nanoTime() + READY.toNanos();
        while (true) {
            Optional<JsonNode> line = line();
            if (line.isPresent()) {
                return line.get();
            }
            if (!process.isAlive()) {
                throw new BenchException(name + " ended before it was ready; see " + log);
            }
            if (System.nanoTime() > end) {
                throw new BenchException(name + " was not ready after " + READY.toSeconds() + " s; see " + log);
            }
            LockSupport.parkNanos(LOOK_EVERY.toNanos());
        }
    }

    private Optional<JsonNode> line() {
        try {
            String text = Files.exists(output) ? Files.readString(output, StandardCharsets.UTF_8) : "";
            int end = text.indexOf('\n');
            return end < 0 ? Optional.empty() : Optional.of(JSON.readTree(text.substring(0, end)));
        } catch (IOException e) {
            throw new BenchException(name + " printed a broken ready line; see " + output, e);
        }
    }

    /** Sends a signal such as STOP, CONT or KILL. */
    void signal(String signal) {
        try {
            int exit = new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).start().waitFor();
            if (exit != 0) {
                throw new BenchException("kill -" + signal + " of " + name + " failed with exit code " + exit);
            }
        } catch (IOException e) {
            throw new BenchException("cannot run kill: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchException("interrupted", e);
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
