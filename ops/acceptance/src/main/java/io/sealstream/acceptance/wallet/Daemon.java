package io.sealstream.acceptance.wallet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The wallet in the background: started by a line of shell, known by its pid, heard by its log. */
final class Daemon implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration LOOK_EVERY = Duration.ofMillis(50);

    private final ProcessHandle process;
    private final Path log;

    private Daemon(ProcessHandle process, Path log) {
        this.process = process;
        this.log = log;
    }

    /**
     * Starts it.
     *
     * @param line of shell, without its redirection and without the {@code &}
     */
    static Daemon start(Shell shell, String line, Path log) {
        Shell.Result started = shell.run(line + " > " + log + " 2>&1 < /dev/null & echo $!");
        long pid = Long.parseLong(started.output().strip());
        return new Daemon(ProcessHandle.of(pid)
                .orElseThrow(() -> new StepFailed("the wallet ended at once; see " + log)), log);
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() { return process.isAlive(); }

    String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new StepFailed(log + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** Waits for text in the log. */
    Matcher awaitLog(String regex) {
        Pattern pattern = Pattern.compile(regex);
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            Matcher found = pattern.matcher(log());
            if (found.find()) {
                return found;
            }
            if (!process.isAlive() || System.nanoTime() > end) {
                throw new StepFailed("the log does not say '" + regex + "' but ends: " + lastWords());
            }
            LockSupport.parkNanos(LOOK_EVERY.toNanos());
        }
    }

    /** The line that says that it is ready. */
    JsonNode awaitReady() {
        String line = awaitLog("(?m)^\\{\"ready\":true.*\\}$").group();
        try {
            return JSON.readTree(line);
        } catch (IOException e) {
            throw new StepFailed("the ready line is no JSON: " + line, e);
        }
    }

    private String lastWords() {
        String log = log();
        return log.substring(Math.max(0, log.length() - 400)).strip();
    }

    /** Whether it does not listen to a hang-up, as under {@code nohup}. */
    boolean ignoresHangup() {
        try {
            Optional<String> mask = Files.readAllLines(Path.of("/proc/" + pid() + "/status")).stream()
                    .filter(each -> each.startsWith("SigIgn:")).findFirst();
            return mask.map(each -> (Long.parseUnsignedLong(each.substring(7).strip(), 16) & 1) == 1).orElse(true);
        } catch (IOException e) {
            throw new StepFailed("the state of process " + pid() + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** Waits for the end of a process that was told to end. */
    void awaitEnd() {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (process.isAlive()) {
            if (System.nanoTime() > end) {
                throw new StepFailed("process " + pid() + " does not end");
            }
            LockSupport.parkNanos(LOOK_EVERY.toNanos());
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
