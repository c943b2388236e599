package io.sealstream.proofs.engine;

import io.sealstream.proofs.ProofException;
import io.sealstream.proofs.ProofException.Code;
import io.sealstream.proofs.ffi.Classpath;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One life of an engine process: its connection, its printed output, its end. */
final class EngineChild implements AutoCloseable {
    /** Most time from start to connection: a JVM start and loading a library of 10 MB, on a busy machine. */
    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    /** Most time to learn the exit code of a process whose connection has just broken. */
    private static final Duration EXIT_LIMIT = Duration.ofSeconds(2);
    private static final String PREFIX = "FIL_PROOFS_";

    private final Process process;
    private final SocketChannel channel;
    private final DataInputStream in;
    private final DataOutputStream out;
    private final EngineOutput output;

    private EngineChild(Process process, SocketChannel channel, EngineOutput output) {
        this.process = process;
        this.channel = channel;
        this.output = output;
        this.in = new DataInputStream(new BufferedInputStream(Channels.newInputStream(channel)));
        this.out = new DataOutputStream(new BufferedOutputStream(Channels.newOutputStream(channel)));
    }

    static EngineChild start(EngineKind kind, EngineSettings settings) throws ProofException {
        Process process = null;
        Path home = null;
        try {
            Files.createDirectories(settings.workingDirectory());
            home = Files.createTempDirectory("sealstream-engine");
            Path socket = home.resolve("s");
            try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
                server.bind(UnixDomainSocketAddress.of(socket));
                process = spawn(kind, settings, socket);
                EngineOutput output = EngineOutput.follow(kind, process.getInputStream());
                SocketChannel channel = accept(server, process);
                if (channel != null) {
                    return new EngineChild(process, channel, output);
                }
                process.destroyForcibly();
                throw new ProofException(Code.ENGINE_START,
                        "the " + kind.word() + " engine did not start: " + output.lastLines());
            }
        } catch (IOException e) {
            if (process != null) {
                process.destroyForcibly();
            }
            throw new ProofException(Code.ENGINE_START,
                    "the " + kind.word() + " engine cannot be started: " + e.getMessage(), e);
        } finally {
            removeSocket(home);
        }
    }

    private static void removeSocket(@Nullable Path home) throws ProofException {
        if (home == null) {
            return;
        }
        try {
            Files.deleteIfExists(home.resolve("s"));
            Files.delete(home);
        } catch (IOException e) {
            throw new ProofException(Code.ENGINE_START, "the engine's folder " + home + " cannot be removed", e);
        }
    }

    private static Process spawn(EngineKind kind, EngineSettings settings, Path socket) throws IOException {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        ProcessBuilder builder = new ProcessBuilder(java.toString(), "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1",
                "-Xshare:auto", "-Xss16m", "--enable-native-access=ALL-UNNAMED", "-cp", Classpath.ofNativeCalls(),
                EngineMain.class.getName(), kind.word(), socket.toString());
        builder.environment().keySet().removeIf(name -> name.startsWith(PREFIX));
        builder.environment().putAll(settings.environment());
        return builder.directory(settings.workingDirectory().toFile()).redirectErrorStream(true).start();
    }

    /** The connection, or null when the process ended or stayed silent. */
    private static @Nullable SocketChannel accept(ServerSocketChannel server, Process process) throws IOException {
        server.configureBlocking(false);
        try (Selector selector = Selector.open()) {
            server.register(selector, SelectionKey.OP_ACCEPT);
            CompletableFuture<Process> _ = process.onExit().whenComplete((_, _) -> selector.wakeup());
            selector.select(START_LIMIT.toMillis());
            return server.accept();
        }
    }

    long pid() {
        return process.pid();
    }

    boolean alive() {
        return process.isAlive() && channel.isOpen();
    }

    Frames.Frame exchange(int operation, byte[] request) throws IOException {
        Frames.write(out, operation, request);
        return Frames.read(in);
    }

    /** Why it ended, as far as that is known: exit code and the last lines it printed. */
    String lastWords() {
        try {
            if (process.waitFor(EXIT_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                return "exit code " + process.exitValue() + ". " + output.lastLines();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return "its connection broke. " + output.lastLines();
    }

    /** Ends the process at once, also in the middle of a call. */
    @Override
    public void close() {
        process.destroyForcibly();
        try {
            channel.close();
        } catch (IOException e) {
            throw new IllegalStateException("the connection of an engine cannot be closed", e);
        }
    }
}
