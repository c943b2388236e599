package io.sealstream.proofs.params;

import io.sealstream.proofs.ProofException;
import io.sealstream.proofs.ProofException.Code;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Digests of a folder's files, valid while size and modification time stay. Kept as a text file in the folder: one line a
 * file with digest, size, modification time (milliseconds) and name.
 */
final class DigestCache {
    private static final Logger LOGGER = LoggerFactory.getLogger(DigestCache.class);
    private static final String FILE = ".sealstream-digests";
    private static final int FIELDS = 4;

    private final Path file;
    private final Map<String, Entry> entries;
    private boolean changed;

    private record Entry(String digest, long size, long modified) {}

    /** Computes a digest when none is remembered. */
    interface Computation {
        String digest(Path file) throws ProofException;
    }

    private DigestCache(Path file, Map<String, Entry> entries) {
        this.file = file;
        this.entries = entries;
    }

    /** What cannot be read, because root made it or a disk spoiled it, costs time, nothing else. */
    static DigestCache open(Path directory) {
        Path file = directory.resolve(FILE);
        Map<String, Entry> entries = new TreeMap<>();
        try {
            List<String> lines = Files.exists(file) ? Files.readAllLines(file) : List.of();
            for (String line : lines) {
                String[] fields = line.split(" ", FIELDS);
                if (fields.length == FIELDS && fields[1].matches("\\d{1,18}") && fields[2].matches("-?\\d{1,18}")) {
                    entries.put(fields[3], new Entry(fields[0], Long.parseLong(fields[1]), Long.parseLong(fields[2])));
                }
            }
        } catch (IOException e) {
            LOGGER.atWarn().addKeyValue("file", file).addKeyValue("why", e.toString())
                    .log("Remembered digests cannot be read; all are computed anew, and faster next time if the file is deleted");
        }
        return new DigestCache(file, entries);
    }

    String digest(Path path, Computation computation) throws ProofException {
        String name = path.getFileName().toString();
        try {
            long size = Files.size(path);
            long modified = Files.getLastModifiedTime(path).toMillis();
            Entry known = entries.get(name);
            if (known != null && known.size() == size && known.modified() == modified) {
                return known.digest();
            }
            String digest = computation.digest(path);
            entries.put(name, new Entry(digest, size, modified));
            changed = true;
            return digest;
        } catch (IOException e) {
            throw new ProofException(Code.IO, path + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** Keeps what was computed, for every user of the folder. A folder that is not ours to write in costs time at the next check, nothing else. */
    void save() {
        if (!changed) {
            return;
        }
        StringBuilder text = new StringBuilder();
        entries.forEach((name, entry) -> text.append(entry.digest()).append(' ').append(entry.size()).append(' ')
                .append(entry.modified()).append(' ').append(name).append('\n'));
        try {
            Path aside = Files.createTempFile(file.toAbsolutePath().getParent(), FILE, ".tmp");
            Files.writeString(aside, text, StandardCharsets.UTF_8);
            Files.setPosixFilePermissions(aside, PosixFilePermissions.fromString("rw-r--r--"));
            Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            LOGGER.atDebug().addKeyValue("file", file).setCause(e).log("Digests are not remembered");
        }
    }
}
