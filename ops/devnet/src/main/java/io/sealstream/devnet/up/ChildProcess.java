package io.sealstream.devnet.up;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * One process of the devnet: started through its launcher, known by pid and start time, adopted again by a later {@code up}.
 * Its log goes to {@code logs/NAME.log}; its first line on standard output says that it is ready.
 */
final class ChildProcess {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(20);
    private static final int LOG_TAIL_LINES = 4;

    private final String name;
    private final DevnetHome home;
    private final List<String> command;
    private @Nullable Process started;

    /** A process ended before it was ready. */
    static final class Ended extends DevnetException {
        private static final long serialVersionUID = 1L;
        private final String process;
        private final int exitCode;

        private Ended(String process, int exitCode, String what) {
            super(what);
            this.process = process;
            this.exitCode = exitCode;
        }

        /** Whether it was that process, with that exit code. */
        boolean is(String name, int code) {
            return process.equals(name) && exitCode == code;
        }
    }

    ChildProcess(String name, DevnetHome home, List<String> command) {
        this.name = name;
        this.home = home;
        this.command = List.copyOf(command);
    }

    String name() {
        return name;
    }

    /** The living process, if the one that the pid file names still lives. */
    Optional<ProcessHandle> running() {
        return living(home.pidFile(name));
    }

    static Optional<ProcessHandle> living(Path pidFile) {
        if (!Files.exists(pidFile)) {
            return Optional.empty();
        }
        try {
            JsonNode pid = JSON.readTree(pidFile.toFile());
            String started = pid.path("started").asText();
            return ProcessHandle.of(pid.path("pid").asLong())
                    .filter(handle -> handle.isAlive() && startOf(handle).equals(started));
        } catch (IOException e) {
            throw new DevnetException(
                    pidFile + " cannot be read (" + e.getMessage() + "): delete it and look for left-over processes.", e);
        }
    }

    static void writePid(Path pidFile, ProcessHandle handle) {
        ObjectNode pid = JSON.createObjectNode().put("pid", handle.pid()).put("started", startOf(handle));
        try {
            Files.writeString(pidFile, pid.toString());
        } catch (IOException e) {
            throw new DevnetException("Cannot write " + pidFile + " (" + e.getMessage() + "): free the disk.", e);
        }
    }

    private static String startOf(ProcessHandle handle) {
        return handle.info().startInstant().map(Instant::toString).orElse("");
    }

    /** Starts the process unless it runs already. */
    void start() {
        if (running().isPresent()) {
            return;
        }
        try {
            Files.deleteIfExists(home.output(name));
            Process process = new ProcessBuilder(command).directory(home.root().toFile())
                    .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                    .redirectOutput(home.output(name).toFile())
                    .redirectError(ProcessBuilder.Redirect.appendTo(home.log(name).toFile())).start();
            writePid(home.pidFile(name), process.toHandle());
            started = process;
        } catch (IOException e) {
            throw new DevnetException("Cannot start " + name + " (" + e.getMessage() + "): check " + command.getFirst() + ".", e);
        }
    }

    /** The ready line, once it has been printed. */
    Optional<JsonNode> readyLine() {
        Path output = home.output(name);
        if (!Files.exists(output)) {
            return Optional.empty();
        }
        return DevnetHome.read(output).lines().filter(line -> line.startsWith("{") && line.contains("\"ready\"")).findFirst()
                .map(this::parse);
    }

    private JsonNode parse(String line) {
        try {
            return JSON.readTree(line);
        } catch (IOException e) {
            throw new DevnetException(name + " printed a broken ready line: " + line, e);
        }
    }

    /** Waits for the ready line; a process that ends or stays silent is an error with the end of its log. */
    JsonNode awaitReady(Duration patience, Pause pause) {
        Instant limit = pause.now().plus(patience);
        while (true) {
            Optional<JsonNode> ready = readyLine();
            if (ready.isPresent()) {
                return ready.get();
            }
            if (running().isEmpty()) {
                throw new Ended(name, exitCode(),
                        name + " ended before it was ready: " + lastWords() + " See " + home.log(name) + ".");
            }
            if (pause.now().isAfter(limit)) {
                throw new DevnetException(name + " was not ready after " + patience.toSeconds() + " s: " + lastWords() + " See "
                        + home.log(name) + ".");
            }
            pause.moment();
        }
    }

    /** Of a process that has ended; -1 when somebody else started it. */
    private int exitCode() {
        return started == null || started.isAlive() ? -1 : started.exitValue();
    }

    /** The end of the log, on one line. */
    String lastWords() {
        Path log = home.log(name);
        if (!Files.exists(log)) {
            return "(no log)";
        }
        List<String> lines = DevnetHome.read(log).lines().filter(line -> !line.isBlank()).toList();
        return String.join(" | ", lines.subList(Math.max(0, lines.size() - LOG_TAIL_LINES), lines.size()));
    }

    /** Asks the process to end, and kills it when it does not within the patience. */
    void stop() {
        Optional<ProcessHandle> handle = running();
        if (handle.isPresent()) {
            stop(handle.get());
        }
        try {
            Files.deleteIfExists(home.pidFile(name));
        } catch (IOException e) {
            throw new DevnetException("Cannot delete " + home.pidFile(name) + " (" + e.getMessage() + ").", e);
        }
    }

    static void stop(ProcessHandle handle) {
        handle.destroy();
        try {
            handle.onExit().get(STOP_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            handle.destroyForcibly();
        } catch (InterruptedException e) {
            handle.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
