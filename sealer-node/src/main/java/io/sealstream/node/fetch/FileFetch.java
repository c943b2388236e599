package io.sealstream.node.fetch;

import io.sealstream.schemas.runtime.Backoff;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Fetches one file: from mirror after mirror, going on where it broke off, until its digest is right. */
final class FileFetch {
    /** Attempts in a row that bring not one byte, after which a mirror is given up. */
    static final int FRUITLESS = 5;

    private final Path folder;
    private final List<Mirror> mirrors;
    private final Backoff backoff;
    private final Transfer transfer;
    private final Intake intake;

    FileFetch(Path folder, List<Mirror> mirrors, Backoff backoff, Transfer transfer, Intake intake) {
        this.folder = folder;
        this.mirrors = mirrors;
        this.backoff = backoff;
        this.transfer = transfer;
        this.intake = intake;
    }

    /** What is here of a file that is not whole, or not yet verified. */
    static Path part(Path folder, Wanted file) {
        return folder.resolve(file.name() + ".part");
    }

    /** @param expected length of the file as far as it is known, or 0 */
    void fetch(Wanted file, AtomicLong expected) throws FetchException, InterruptedException {
        List<String> reasons = new ArrayList<>();
        for (Mirror mirror : mirrors) {
            try {
                fetch(file, mirror.address(file), expected);
                return;
            } catch (FetchException e) {
                reasons.add(String.valueOf(e.getMessage()));
            } catch (IOException e) {
                throw new FetchException(part(folder, file) + " cannot be written: " + e, e);
            }
        }
        throw new FetchException(file.name() + ": " + String.join("; ", reasons));
    }

    private void fetch(Wanted file, URI address, AtomicLong expected) throws IOException, FetchException, InterruptedException {
        Path part = part(folder, file);
        boolean resumed = Files.exists(part);
        complete(address, part, expected);
        if (intake.take(part, file)) {
            return;
        }
        transfer.discard(part, Files.size(part));
        if (!resumed) {
            throw new FetchException(address + " has another content than the published file");
        }
        // What an earlier run or another mirror had left may have been wrong: once more, from the beginning.
        fetch(file, address, expected);
    }

    private void complete(URI address, Path part, AtomicLong expected) throws FetchException, InterruptedException {
        int fruitless = 0;
        while (true) {
            long before = size(part);
            String reason;
            try {
                if (transfer.resume(address, part, expected)) {
                    return;
                }
                reason = "it has no byte " + before;
            } catch (IOException e) {
                reason = reason(e);
            }
            fruitless = size(part) > before ? 1 : fruitless + 1;
            if (fruitless >= FRUITLESS) {
                throw new FetchException(
                        address + " gives nothing from byte " + size(part) + " on in " + FRUITLESS + " attempts (" + reason
                                + ")");
            }
            backoff.pause(fruitless);
        }
    }

    private static long size(Path part) throws FetchException {
        try {
            return Files.exists(part) ? Files.size(part) : 0;
        } catch (IOException e) {
            throw new FetchException(part + " cannot be read: " + e, e);
        }
    }

    private static String reason(IOException e) {
        return switch (e) {
            case SocketTimeoutException _ -> "it stalls";
            case UnknownHostException _ -> "there is no host of that name";
            default -> String.valueOf(e.getMessage());
        };
    }
}
