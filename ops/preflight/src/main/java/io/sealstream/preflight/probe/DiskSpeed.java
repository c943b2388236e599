package io.sealstream.preflight.probe;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Random;

/**
 * How fast a file system writes and reads: one file, in large pieces, synced, read back past the cache of the kernel where that can be.
 *
 * @param write  bytes a second
 * @param read   bytes a second
 * @param direct whether it was read past the cache
 */
record DiskSpeed(double write, double read, boolean direct) {
    /** Written and read: enough for a spinning disk's second, and no burden for a slow one. */
    static final long BYTES = 128L << 20;
    private static final int PIECE = 4 << 20;
    private static final double NANOS = 1e9;
    private static final String FILE = ".sealstream-preflight";

    /** Measures in a folder and leaves nothing there. */
    static DiskSpeed measure(Path folder) throws IOException {
        Path file = folder.resolve(FILE);
        ByteBuffer piece = ByteBuffer.allocateDirect(PIECE + blockSize(folder)).alignedSlice(blockSize(folder));
        try {
            fill(piece);
            double write = write(file, piece);
            try {
                return new DiskSpeed(write, read(file, piece, StandardOpenOption.READ, pastTheCache()), true);
            } catch (UnsupportedOperationException | ReflectiveOperationException | IOException e) {
                return new DiskSpeed(write, read(file, piece, StandardOpenOption.READ), false);
            }
        } finally {
            Files.deleteIfExists(file);
        }
    }

    /** {@code O_DIRECT}, by its name: the compiler warns of every mention of that class, and cannot be told not to. */
    private static OpenOption pastTheCache() throws ReflectiveOperationException {
        return (OpenOption) Class.forName("com.sun.nio.file.ExtendedOpenOption").getField("DIRECT").get(null);
    }

    private static int blockSize(Path folder) throws IOException {
        return Math.toIntExact(Files.getFileStore(folder).getBlockSize());
    }

    /** Not zeros: some file systems keep those as nothing. */
    private static void fill(ByteBuffer piece) {
        Random random = new Random(0);
        while (piece.remaining() >= Long.BYTES) {
            piece.putLong(random.nextLong());
        }
    }

    private static double write(Path file, ByteBuffer piece) throws IOException {
        long begun = System.nanoTime();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE)) {
            for (long written = 0; written < BYTES;) {
                written += channel.write(piece.clear().limit(PIECE));
            }
            channel.force(true);
        }
        return BYTES * NANOS / (System.nanoTime() - begun);
    }

    private static double read(Path file, ByteBuffer piece, OpenOption... options) throws IOException {
        long begun = System.nanoTime();
        try (FileChannel channel = FileChannel.open(file, options)) {
            int read;
            do {
                read = channel.read(piece.clear().limit(PIECE));
            } while (read > 0);
        }
        return BYTES * NANOS / (System.nanoTime() - begun);
    }
}
