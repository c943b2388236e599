package io.sealstream.acceptance.faults;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A file system of its own in memory, small enough to be filled. Only root can make one. */
final class SmallDisk implements AutoCloseable {
    private static final String FILLER = "filler";
    private static final int BLOCK = 4096;
    private static final long PATIENCE_SECONDS = 10;

    private final Path root;

    private SmallDisk(Path root) {
        this.root = root;
    }

    /** Mounts one on a new folder; empty where that is not permitted. */
    static Optional<SmallDisk> mount(Path root, String size) {
        try {
            Files.createDirectories(root);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return run("mount", "-t", "tmpfs", "-o", "size=" + size, "tmpfs", root.toString())
                ? Optional.of(new SmallDisk(root))
                : Optional.empty();
    }

    /** Fills it but for so many bytes, by writing until the disk is full. */
    void fill(long spare) {
        Path filler = root.resolve(FILLER);
        try (OutputStream out = Files.newOutputStream(filler)) {
            while (root.toFile().getUsableSpace() > spare) {
                out.write(new byte[BLOCK]);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Frees what {@link #fill} took. */
    void free() {
        try {
            Files.deleteIfExists(root.resolve(FILLER));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean run(String... command) {
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
            return process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void close() {
        // Lazily: a process that is just ending may still hold a file.
        run("umount", "-l", root.toString());
    }
}
