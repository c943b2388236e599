package io.sealstream.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** What the disk under a folder asks for making a small write durable: nothing that waits for it can be faster. */
final class DiskProbe {
    private static final int WRITES = 200;
    private static final int BYTES = 4096;

    private DiskProbe() {}

    /** Appends to a file of its own, each time synced. */
    static Latencies syncs(Path folder) {
        Path file = folder.resolve("probe");
        long[] nanos = new long[WRITES];
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            long begun = System.nanoTime();
            for (int i = 0; i < WRITES; i++) {
                long at = System.nanoTime();
                channel.write(ByteBuffer.allocate(BYTES));
                channel.force(false);
                nanos[i] = System.nanoTime() - at;
            }
            Files.delete(file);
            return new Latencies(nanos, (System.nanoTime() - begun) / 1e9);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write to " + folder, e);
        }
    }

    /** Kind of the file system, such as {@code ext4}. */
    static String fileSystem(Path folder) {
        try {
            return Files.getFileStore(folder).type();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot ask for the file system of " + folder, e);
        }
    }
}
