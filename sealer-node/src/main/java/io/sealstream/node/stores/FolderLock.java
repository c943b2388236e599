package io.sealstream.node.stores;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * The lock of a folder that belongs to one process: two processes on one journal would seal the same sectors twice, two on one scratch
 * store would write into each other's layers. Freed by the kernel at any exit.
 */
public final class FolderLock implements AutoCloseable {
    private final FileChannel channel;

    private FolderLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Takes the lock of a node's home, making the home if it does not exist.
     *
     * @throws StoreException when another process holds it, or the home cannot be written
     */
    public static FolderLock ofHome(Path home) throws StoreException {
        return take(home.resolve("lock"), "the node home " + home, "give this node another home in [node] of its configuration");
    }

    /**
     * Takes the lock of a scratch store.
     *
     * @throws StoreException when another process holds it, whatever its name and home, or the store cannot be written
     */
    public static FolderLock ofScratch(ScratchStore store) throws StoreException {
        return take(store.root().resolve(".lock"), "scratch store " + store.name() + " at " + store.root(),
                "give each node scratch stores of its own");
    }

    /**
     * Takes the lock of those who fetch parameters into a folder.
     *
     * @throws StoreException when another process is at it, or the folder cannot be written
     */
    public static FolderLock ofParameters(Path folder) throws StoreException {
        return take(folder.resolve(".fetching"), "the parameter folder " + folder, "wait for it to finish");
    }

    private static FolderLock take(Path file, String what, String otherwise) throws StoreException {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (tryLock(channel) == null) {
                channel.close();
                throw new StoreException(what + " is in use by another process: stop it, or " + otherwise);
            }
            return new FolderLock(channel);
        } catch (IOException e) {
            throw new StoreException(what + " cannot be used: " + DurableFiles.reason(e), e);
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
