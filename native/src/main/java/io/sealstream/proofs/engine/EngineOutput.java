package io.sealstream.proofs.engine;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What an engine process prints: passed to our log, and its last lines kept for the moment it dies. */
final class EngineOutput {
    private static final Logger LOGGER = LoggerFactory.getLogger(EngineOutput.class);
    private static final int KEPT_LINES = 10;

    private final Deque<String> last = new ArrayDeque<>();

    private EngineOutput() {}

    static EngineOutput follow(EngineKind kind, InputStream stream) {
        EngineOutput output = new EngineOutput();
        Thread.ofPlatform().daemon().name("engine-" + kind.word() + "-output").start(() -> output.drain(kind, stream));
        return output;
    }

    private void drain(EngineKind kind, InputStream stream) {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                keep(line);
                LOGGER.atInfo().addKeyValue("engine", kind.word()).addKeyValue("line", line).log("Engine output");
            }
        } catch (IOException e) {
            // Closing a process closes this stream under the reader: the end of the output, not a failure.
            LOGGER.atDebug().addKeyValue("engine", kind.word()).setCause(e).log("Engine output ended");
        }
    }

    private synchronized void keep(String line) {
        if (last.size() == KEPT_LINES) {
            last.removeFirst();
        }
        last.addLast(line);
    }

    synchronized String lastLines() {
        return last.isEmpty() ? "It printed nothing" : "It printed: " + String.join(" | ", last);
    }
}
