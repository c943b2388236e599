package io.sealstream.node.stores;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** The lock of a node's home: two processes on one journal would seal the same sectors twice. Freed by the kernel at any exit. */
public final class HomeLock implements AutoCloseable {
    private final FileChannel channel;

    private HomeLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Takes the lock, making the home if it does not exist.
     *
     * @throws StoreException when another process holds it, or the home cannot be written
     */
    public static HomeLock take(Path home) throws StoreException {
        try {
            Files.createDirectories(home);
            FileChannel channel = FileChannel.open(home.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (tryLock(channel) == null) {
                channel.close();
                throw new StoreException("the node home " + home
                        + " is in use by another process: stop it, or give this node another home in [node] of its configuration");
            }
            return new HomeLock(channel);
        } catch (IOException e) {
            throw new StoreException("the node home " + home + " cannot be used: " + DurableFiles.reason(e), e);
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
