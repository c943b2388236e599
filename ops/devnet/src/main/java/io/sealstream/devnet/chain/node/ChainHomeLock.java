package io.sealstream.devnet.chain.node;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** One chain a home: an operating-system lock, which a killed process leaves open. */
public final class ChainHomeLock implements AutoCloseable {
    private static final String NAME = "chain.lock";

    private final FileChannel channel;

    private ChainHomeLock(FileChannel channel) {
        this.channel = channel;
    }

    /** Makes the home if it is missing, and takes it. */
    public static ChainHomeLock take(Path home) {
        try {
            Files.createDirectories(home);
            FileChannel channel = FileChannel.open(home.resolve(NAME), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (!locked(channel)) {
                channel.close();
                throw new ChainException("another dev chain runs on " + home + "; stop it, or choose another --home");
            }
            return new ChainHomeLock(channel);
        } catch (IOException e) {
            throw new ChainException("cannot use " + home + " (" + e + "); choose a --home that can be written", e);
        }
    }

    private static boolean locked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new ChainException("cannot release the lock of the dev chain's home (" + e + ")", e);
        }
    }
}
