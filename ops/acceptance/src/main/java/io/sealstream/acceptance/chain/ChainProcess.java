package io.sealstream.acceptance.chain;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sealstream.devnet.up.RpcClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** A dev chain as a process on one home and one port, through as many lives as it takes. Its log is {@code chain.log} beside the home. */
final class ChainProcess implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration READY = Duration.ofMinutes(2);
    private static final Duration LOOK_EVERY = Duration.ofMillis(20);
    private static final String BLOCK_TIME = "50ms";

    private final Path launcher;
    private final Path folder;
    private final int port;
    private final RpcClient rpc;
    private Process process;

    /**
     * Starts it for the first time.
     *
     * @param launcher of a chain with scripted proofs
     * @param folder   for its home, output and log
     */
    ChainProcess(Path launcher, Path folder) {
        this.launcher = launcher;
        this.folder = folder;
        this.port = freePort();
        this.rpc = new RpcClient("http://127.0.0.1:" + port + "/rpc/v1");
        this.process = launch();
        awaitReady();
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Process launch() {
        try {
            Files.deleteIfExists(output());
            return new ProcessBuilder(List.of(launcher.toString(), "--home", folder.resolve("home").toString(), "--listen",
                    "127.0.0.1:" + port, "--block-time", BLOCK_TIME, "--no-skip")).redirectOutput(output().toFile())
                    .redirectError(ProcessBuilder.Redirect.appendTo(folder.resolve("chain.log").toFile())).start();
        } catch (IOException e) {
            throw new UncheckedIOException("the chain cannot be started by " + launcher, e);
        }
    }

    private Path output() {
        return folder.resolve("chain.out");
    }

    private void awaitReady() {
        long end = System.nanoTime() + READY.toNanos();
        while (readyLine().isEmpty()) {
            if (!process.isAlive() || System.nanoTime() > end) {
                throw new AssertionError("the chain is not ready; see " + folder.resolve("chain.log"));
            }
            LockSupport.parkNanos(LOOK_EVERY.toNanos());
        }
    }

    private Optional<JsonNode> readyLine() {
        try {
            String text = Files.readString(output());
            return text.endsWith("\n") ? Optional.of(JSON.readTree(text)) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Calls its RPC. */
    RpcClient rpc() {
        return rpc;
    }

    /** SIGKILL. */
    void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    /** The next life on the same home and port. */
    void restart() {
        process = launch();
        awaitReady();
    }

    @Override
    public void close() {
        kill();
    }
}
