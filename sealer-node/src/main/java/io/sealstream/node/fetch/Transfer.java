package io.sealstream.node.fetch;

import io.sealstream.node.fetch.Request.Reply;
import io.sealstream.node.stores.DiskSpace;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** Appends what is missing to a part of a file, by one request. */
final class Transfer {
    private static final int BUFFER = 1 << 20;

    private final Path folder;
    private final Duration stall;
    private final DiskSpace disk;
    private final Tally tally;

    Transfer(Path folder, Duration stall, DiskSpace disk, Tally tally) {
        this.folder = folder;
        this.stall = stall;
        this.disk = disk;
        this.tally = tally;
    }

    /**
     * Makes the part longer, in the best case whole.
     *
     * @param expected length of the file that {@link Tally} counts with, corrected here
     * @return whether it is whole
     * @throws IOException    when it broke off; what came is kept
     * @throws FetchException when trying again cannot help
     */
    boolean resume(URI address, Path part, AtomicLong expected) throws IOException, FetchException {
        long have = Files.exists(part) ? Files.size(part) : 0;
        try (Request request = Request.from(address, stall, have)) {
            return switch (request.send()) {
                case Reply.Bytes reply when reply.begin() == have -> append(address, part, reply, expected);
                case Reply.Bytes reply when reply.begin() == 0 -> {
                    // It takes no ranges and sends everything.
                    discard(part, have);
                    yield append(address, part, reply, expected);
                }
                case Reply.Bytes reply -> throw new FetchException(
                        address + " was asked for the bytes from " + have + " on and sends those from " + reply.begin() + " on");
                case Reply.Nothing reply when reply.total().orElse(-1) == have -> true;
                case Reply.Nothing _ -> {
                    discard(part, have);
                    yield false;
                }
            };
        }
    }

    private boolean append(URI address, Path part, Reply.Bytes reply, AtomicLong expected) throws IOException, FetchException {
        tally.expect(reply.total() - expected.getAndSet(reply.total()));
        long missing = reply.total() - reply.begin();
        long free = disk.free(folder);
        if (missing > free) {
            throw new FetchException(address + " has " + Progress.size(missing) + " more to send, and " + folder
                    + " has room for " + Progress.size(free)
                    + ": make room there, or choose another folder with --parameter-cache");
        }
        try (FileChannel out = FileChannel.open(part, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
                InputStream body = reply.body()) {
            long came = copy(body, out, part);
            if (came < missing) {
                throw new IOException("it broke off after " + (reply.begin() + came) + " of " + reply.total() + " bytes");
            }
            out.force(true);
            return true;
        }
    }

    private long copy(InputStream body, FileChannel out, Path part) throws IOException, FetchException {
        byte[] buffer = new byte[BUFFER];
        long came = 0;
        for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
            write(ByteBuffer.wrap(buffer, 0, read), out, part);
            came += read;
            tally.came(read);
        }
        return came;
    }

    /** A disk that does not take them is no fault of the mirror. */
    private static void write(ByteBuffer bytes, FileChannel out, Path part) throws FetchException {
        try {
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
        } catch (IOException e) {
            throw new FetchException(part + " cannot be written: " + e.getMessage(), e);
        }
    }

    /** Throws a part away, to begin anew. */
    void discard(Path part, long size) throws IOException {
        Files.deleteIfExists(part);
        tally.came(-size);
    }
}
