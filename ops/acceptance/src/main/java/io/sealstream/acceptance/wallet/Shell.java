package io.sealstream.acceptance.wallet;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Where a person types: {@code sh} in one folder, and a terminal for commands that ask. {@code script} of util-linux makes the terminal;
 * an answer is typed only once its prompt is there, since what comes earlier would be echoed.
 */
final class Shell {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration LOOK_EVERY = Duration.ofMillis(20);

    private final Path folder;
    private final Map<String, String> environment;

    /** @param environment besides the one of this process */
    Shell(Path folder, Map<String, String> environment) {
        this.folder = folder;
        this.environment = Map.copyOf(environment);
    }

    /** What a command left: its exit code, and standard output and error together. */
    record Result(int code, String output) {
        boolean isGood() { return code == 0; }
    }

    /** An answer to a prompt. */
    record Typed(String prompt, String answer) {}

    /** Runs a line, without a terminal. */
    Result run(String line) {
        return finish(start(List.of("sh", "-c", line)), List.of());
    }

    /** Runs a line on a terminal and answers what it asks. */
    Result onTerminal(String line, List<Typed> answers) {
        return finish(start(List.of("script", "-qec", line, "/dev/null")), answers);
    }

    private Process start(List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().putAll(environment);
        try {
            return builder.start();
        } catch (IOException e) {
            throw new StepFailed("'" + command.getFirst() + "' cannot be run; install it (script comes with util-linux)", e);
        }
    }

    private static Result finish(Process process, List<Typed> answers) {
        StringBuilder output = new StringBuilder();
        Thread reader = Thread.ofVirtual().start(() -> read(process, output));
        try (OutputStream keyboard = process.getOutputStream()) {
            int from = 0;
            for (Typed typed : answers) {
                from = await(reader, output, typed.prompt(), from);
                keyboard.write((typed.answer() + "\n").getBytes(StandardCharsets.UTF_8));
                keyboard.flush();
            }
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new StepFailed("the command did not end; it said: " + said(output));
            }
            reader.join(PATIENCE);
            return new Result(process.exitValue(), said(output).replace("\r\n", "\n"));
        } catch (IOException e) {
            throw new StepFailed("nothing can be typed any more; the command said: " + said(output), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StepFailed("interrupted", e);
        } finally {
            process.destroyForcibly();
        }
    }

    /** Where the prompt ends in the output, once it is there. */
    private static int await(Thread reader, StringBuilder output, String prompt, int from) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (said(output).indexOf(prompt, from) < 0) {
            boolean allIsSaid = !reader.isAlive();
            if (said(output).indexOf(prompt, from) < 0 && (allIsSaid || System.nanoTime() > end)) {
                throw new StepFailed("the command does not ask '" + prompt + "' but says: " + said(output));
            }
            LockSupport.parkNanos(LOOK_EVERY.toNanos());
        }
        return said(output).indexOf(prompt, from) + prompt.length();
    }

    private static String said(StringBuilder output) {
        synchronized (output) {
            return output.toString();
        }
    }

    private static void read(Process process, StringBuilder output) {
        try (InputStream in = process.getInputStream()) {
            byte[] buffer = new byte[4096];
            for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                synchronized (output) {
                    output.append(new String(buffer, 0, length, StandardCharsets.UTF_8));
                }
            }
        } catch (IOException e) {
            synchronized (output) {
                output.append(" [its output broke off: ").append(e.getMessage()).append("]");
            }
        }
    }
}
