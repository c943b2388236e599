package io.sealstream.node.stores;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** File work that survives a power cut: what a method has returned for is on the disk. */
public final class DurableFiles {
    private static final int BUFFER_BYTES = 1 << 20;
    private static final String ASIDE = ".aside";

    private DurableFiles() {}

    /** Writes a small file: aside, synced, renamed, folder synced. Readers see the old content or the new one, never a part. */
    public static void write(Path file, byte[] content) throws IOException {
        Path aside = file.resolveSibling(file.getFileName() + ASIDE);
        try (FileChannel channel = FileChannel.open(aside, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE)) {
            ByteBuffer buffer = ByteBuffer.wrap(content);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(true);
        }
        rename(aside, file);
    }

    /** Renames within a file system and syncs the folder that holds the new name. */
    public static void rename(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        syncFolder(parent(to));
        if (!parent(from).equals(parent(to))) {
            syncFolder(parent(from));
        }
    }

    /**
     * Copies a file and syncs the copy.
     *
     * @return SHA-256 of what was read, lower-case hex
     */
    public static String copy(Path from, Path to) throws IOException {
        MessageDigest digest = sha256();
        try (InputStream in = new DigestInputStream(Files.newInputStream(from), digest);
                FileChannel channel = FileChannel.open(to, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE);
                OutputStream out = Channels.newOutputStream(channel)) {
            byte[] buffer = new byte[BUFFER_BYTES];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                out.write(buffer, 0, read);
            }
            channel.force(true);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** SHA-256 of a file, lower-case hex. */
    public static String digest(Path file) throws IOException {
        MessageDigest digest = sha256();
        try (InputStream in = Files.newInputStream(file);
                OutputStream out = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
            in.transferTo(out);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** SHA-256 of bytes, lower-case hex. */
    public static String digest(byte[] content) {
        return HexFormat.of().formatHex(sha256().digest(content));
    }

    /** Makes a file of zeros of that size; sparse where the file system can. */
    public static void zeros(Path file, long size) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE)) {
            if (size > 0) {
                channel.write(ByteBuffer.wrap(new byte[1]), size - 1);
            }
            channel.force(true);
        }
        syncFolder(parent(file));
    }

    /** Syncs every file below a folder, and the folders. */
    public static void syncTree(Path root) throws IOException {
        for (Path path : walk(root)) {
            if (Files.isDirectory(path)) {
                syncFolder(path);
            } else {
                syncFile(path);
            }
        }
    }

    /** Syncs one file. */
    public static void syncFile(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }

    /** Syncs the names in a folder. */
    public static void syncFolder(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** Deletes a folder with all it holds; nothing happens when it does not exist. */
    public static void deleteTree(Path root) throws IOException {
        if (!Files.exists(root)) {
            return;
        }
        for (Path path : walk(root).reversed()) {
            Files.deleteIfExists(path);
        }
    }

    /** Bytes of all files below a folder; zero when it does not exist. */
    public static long sizeOfTree(Path root) throws IOException {
        if (!Files.exists(root)) {
            return 0;
        }
        long sum = 0;
        for (Path path : walk(root)) {
            if (Files.isRegularFile(path)) {
                sum += Files.size(path);
            }
        }
        return sum;
    }

    /** The reason of a file error in words: the JDK's messages are often no more than the file's name. */
    public static String reason(IOException e) {
        return switch (e) {
            case NoSuchFileException missing -> missing.getFile() + " does not exist";
            case AccessDeniedException denied -> "access to " + denied.getFile() + " is denied";
            default -> e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        };
    }

    private static List<Path> walk(Path root) throws IOException {
        try (Stream<Path> paths = Files.walk(root)) {
            return paths.sorted(Comparator.naturalOrder()).toList();
        }
    }

    private static Path parent(Path file) {
        Path parent = file.toAbsolutePath().getParent();
        if (parent == null) {
            throw new IllegalArgumentException(file + " has no folder");
        }
        return parent;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
