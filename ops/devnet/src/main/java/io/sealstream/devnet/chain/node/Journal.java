package io.sealstream.devnet.chain.node;

import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.CodecException;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.zip.CRC32C;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The chain on disk: an append-only file of records, each synced before it counts. Layout: 8 bytes magic, 32 bytes digest of the genesis;
 * then for each record its length (4 bytes), CRC-32C (4 bytes) and content. A record that a crash cut off at the end is removed; a wrong one
 * elsewhere stops the start, because what follows it can not be trusted.
 */
final class Journal implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(Journal.class);
    private static final byte[] MAGIC = { 'S', 'S', 'C', 'H', 'A', 'I', 'N', '1'};
    private static final int DIGEST_BYTES = 32;
    private static final int HEAD_BYTES = 8;
    /** A block of 10 G gas holds far less. */
    private static final int MAX_RECORD = 64 << 20;

    private final Path file;
    private final FileChannel channel;

    private Journal(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /**
     * Opens or creates the journal and hands over what it holds, oldest first.
     *
     * @param genesis 32 bytes that name the chain; a journal of another chain is refused
     */
    static Journal open(Path file, Bytes genesis, Consumer<JournalRecord> records) {
        try {
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ,
                    StandardOpenOption.WRITE);
            if (channel.size() < MAGIC.length + DIGEST_BYTES) {
                begin(channel, genesis);
            }
            long good = replay(file, genesis, records);
            if (good < channel.size()) {
                LOGGER.atWarn().addKeyValue("file", file).addKeyValue("bytes", channel.size() - good)
                        .log("Record cut off by a crash removed");
                channel.truncate(good);
                channel.force(true);
            }
            channel.position(good);
            return new Journal(file, channel);
        } catch (IOException e) {
            throw new ChainException("the journal " + file + " cannot be used (" + e + "); check disk and permissions", e);
        }
    }

    private static void begin(FileChannel channel, Bytes genesis) throws IOException {
        channel.truncate(0);
        write(channel, ByteBuffer.allocate(MAGIC.length + DIGEST_BYTES).put(MAGIC).put(genesis.toArray()).flip());
        channel.force(true);
    }

    private static void write(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    /** Reads the whole file; the length of its good part. */
    private static long replay(Path file, Bytes genesis, Consumer<JournalRecord> records) throws IOException {
        long size = Files.size(file);
        try (FileChannel reading = FileChannel.open(file, StandardOpenOption.READ);
                DataInputStream in = new DataInputStream(new BufferedInputStream(Channels.newInputStream(reading), 1 << 16))) {
            requireChain(file, genesis, in);
            long good = (long) MAGIC.length + DIGEST_BYTES;
            while (size - good >= HEAD_BYTES) {
                int length = in.readInt();
                int sum = in.readInt();
                if (length < 0 || length > MAX_RECORD || length > size - good - HEAD_BYTES) {
                    return requireLast(file, good, length, size);
                }
                byte[] content = in.readNBytes(length);
                if (sum != checksum(content)) {
                    return requireLast(file, good, length, size);
                }
                records.accept(decode(file, good, content));
                good += HEAD_BYTES + length;
            }
            return good;
        }
    }

    private static void requireChain(Path file, Bytes genesis, DataInputStream in) throws IOException {
        byte[] magic = new byte[MAGIC.length];
        byte[] digest = new byte[DIGEST_BYTES];
        try {
            in.readFully(magic);
            in.readFully(digest);
        } catch (EOFException e) {
            throw new ChainException("the journal " + file + " has no head; remove it to begin a new chain", e);
        }
        if (!Arrays.equals(magic, MAGIC)) {
            throw new ChainException(file + " is not a journal of a dev chain; remove it to begin a new chain");
        }
        if (!Arrays.equals(digest, genesis.toArray())) {
            throw new ChainException("the journal " + file
                    + " belongs to another genesis; put the genesis file back, or wipe the home to begin a new chain");
        }
    }

    /** A damaged record is the work of a crash only if nothing follows it. */
    private static long requireLast(Path file, long at, int length, long size) {
        if (length >= 0 && length <= MAX_RECORD && at + HEAD_BYTES + length < size) {
            throw new ChainException("the journal " + file + " is damaged at byte " + at + " of " + size
                    + "; restore it from a copy, or wipe the home to begin a new chain");
        }
        return at;
    }

    private static JournalRecord decode(Path file, long at, byte[] content) {
        try {
            return JournalRecord.fromBytes(content);
        } catch (CodecException e) {
            throw new OtherRulesException(
                    "the journal " + file + " has an unreadable record at byte " + at + " (" + e.getMessage()
                            + "); use the version that wrote it, or wipe the home to begin a new chain",
                    e);
        }
    }

    private static int checksum(byte[] content) {
        CRC32C sum = new CRC32C();
        sum.update(content);
        return (int) sum.getValue();
    }

    /** Appends a record; when this returns it survives a crash. */
    synchronized void append(JournalRecord entry) {
        byte[] content = entry.toBytes();
        try {
            append(content);
        } catch (IOException e) {
            throw new ChainException("the journal " + file + " cannot be written (" + e + "); free disk space", e);
        }
    }

    /** A half-written record is taken back, so that a later one does not follow it. */
    private void append(byte[] content) throws IOException {
        long before = channel.position();
        try {
            write(channel, ByteBuffer.allocate(HEAD_BYTES + content.length).putInt(content.length).putInt(checksum(content))
                    .put(content).flip());
            channel.force(false);
        } catch (IOException e) {
            channel.truncate(before);
            throw e;
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new ChainException("the journal " + file + " cannot be closed (" + e + ")", e);
        }
    }
}
