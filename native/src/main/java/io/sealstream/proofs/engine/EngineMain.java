package io.sealstream.proofs.engine;

import io.sealstream.proofs.ProofException;
import io.sealstream.proofs.ffi.ForeignLibrary;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/**
 * The engine process: {@code EngineMain <kind> <socket>}. It connects to its parent, serves one request at a time, and
 * ends with its standard input, that is, with its parent, even in the middle of a proof.
 */
public final class EngineMain {
    private static final int USAGE = 2;
    private static final int FAILED = 1;

    private EngineMain() {}

    /** Started by {@link EngineProcess} only. */
    public static void main(String[] args) {
        if (args.length != 2) {
            System.err.println("usage: EngineMain <kind> <socket>; engines are started by the process that uses them");
            System.exit(USAGE);
        }
        endWithParent();
        try {
            serve(LibraryCalls.open(), Path.of(args[1]));
        } catch (ProofException | IOException e) {
            System.err.println("engine " + args[0] + ": " + e.getMessage());
            System.exit(FAILED);
        }
        System.exit(0);
    }

    private static void endWithParent() {
        Thread watcher = new Thread(() -> {
            try {
                while (System.in.read() >= 0) {
                    // The parent writes nothing: only the end matters.
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } finally {
                Runtime.getRuntime().halt(0);
            }
        }, "engine-parent-watch");
        watcher.setDaemon(true);
        watcher.start();
    }

    private static void serve(LibraryCalls library, Path socket) throws IOException {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(socket));
            DataInputStream in = new DataInputStream(new BufferedInputStream(Channels.newInputStream(channel)));
            DataOutputStream out = new DataOutputStream(new BufferedOutputStream(Channels.newOutputStream(channel)));
            while (true) {
                Frames.Frame request = Frames.read(in);
                ForeignLibrary.Response response = library.forward(request.number(), request.bytes());
                Frames.write(out, response.status(), response.bytes());
            }
        } catch (EOFException e) {
            // The parent closed the connection: this is how an engine is asked to end.
            return;
        }
    }
}
