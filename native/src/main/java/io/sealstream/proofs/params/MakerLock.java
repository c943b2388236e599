package io.sealstream.proofs.params;

import io.sealstream.proofs.ProofException;
import io.sealstream.proofs.ProofException.Code;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;

/** One maker of parameters at a time in a folder. The system releases the lock with the process, however that ends. */
final class MakerLock implements AutoCloseable {
    private static final String FILE = ".making";

    private final FileChannel channel;

    private MakerLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Takes the lock.
     *
     * @param since what the others are told
     * @throws ProofException naming the holder, if there is one
     */
    static MakerLock take(Path directory, Instant since) throws ProofException {
        Path file = directory.resolve(FILE);
        FileChannel channel = null;
        try {
            channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (!lock(channel)) {
                String holder = Files.readString(file).strip();
                channel.close();
                throw new ProofException(Code.PARAMETERS, "Proof parameters are already being made in " + directory + " by "
                        + holder + ": wait for it to finish, then run this again");
            }
            String holder = "process " + ProcessHandle.current().pid() + " since " + since;
            channel.truncate(0).write(ByteBuffer.wrap(holder.getBytes(StandardCharsets.UTF_8)), 0);
            return new MakerLock(channel);
        } catch (IOException e) {
            throw new ProofException(Code.IO, "the lock " + file + " cannot be taken: " + e.getMessage(), e);
        }
    }

    private static boolean lock(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    @Override
    public void close() throws ProofException {
        try {
            channel.close();
        } catch (IOException e) {
            throw new ProofException(Code.IO, "the lock of the parameter maker cannot be released", e);
        }
    }
}
