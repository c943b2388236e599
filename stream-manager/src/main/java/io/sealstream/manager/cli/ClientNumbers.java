package io.sealstream.manager.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The persistent rising number of a client. A number is stored before it is used, so none is ever used for two requests, also when two
 * commands run at the same time.
 */
final class ClientNumbers {
    private static final int MAX_BYTES = 32;

    private final Path file;

    ClientNumbers(Path home, String client) {
        this.file = home.resolve(client.replaceAll("[^A-Za-z0-9@._-]", "_") + ".number");
    }

    /** Takes the next number. */
    long next() {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ,
                    StandardOpenOption.WRITE);
                    FileLock _ = channel.lock()) {
                long next = read(channel) + 1;
                // Fixed width: the number is overwritten in place, and a torn write can only leave digits of either.
                channel.write(ByteBuffer.wrap("%019d\n".formatted(next).getBytes(StandardCharsets.US_ASCII)), 0);
                channel.force(true);
                return next;
            }
        } catch (IOException e) {
            throw new CliFailure(
                    "the number of this client cannot be kept in " + file + " (" + e + "); make the folder writable or give"
                            + " another one with --home");
        }
    }

    private long read(FileChannel channel) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(MAX_BYTES);
        channel.read(buffer, 0);
        String text = new String(buffer.array(), 0, buffer.position(), StandardCharsets.US_ASCII).strip();
        if (text.isEmpty()) {
            return 0;
        }
        if (!text.matches("[0-9]{1,19}")) {
            throw new CliFailure(file + " does not hold a number; correct it to the last number that was used");
        }
        return Long.parseLong(text);
    }
}
