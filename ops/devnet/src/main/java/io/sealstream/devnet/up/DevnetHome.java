package io.sealstream.devnet.up;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.sealstream.devnet.broker.BrokerException;
import io.sealstream.devnet.broker.Secrets;
import io.sealstream.filecoin.SectorSize;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The folder a devnet lives in: where each thing stands, what is remembered between two runs, and the lock of the supervisor. */
final class DevnetHome {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

    private final Path root;

    DevnetHome(Path root) {
        this.root = root.toAbsolutePath().normalize();
    }

    Path root() {
        return root;
    }

    Path dir(String name) {
        Path dir = root.resolve(name);
        try {
            return Files.createDirectories(dir);
        } catch (IOException e) {
            throw new DevnetException(
                    "Cannot create " + dir + " (" + e.getMessage() + "): choose another --home or free the disk.", e);
        }
    }

    Path config(String process) {
        return dir("config").resolve(process + ".toml");
    }

    Path log(String process) {
        return dir("logs").resolve(process + ".log");
    }

    /** Standard output of a process: its ready line. */
    Path output(String process) {
        return dir("run").resolve(process + ".out");
    }

    Path pidFile(String process) {
        return dir("run").resolve(process + ".json");
    }

    Path pidFileOfSupervisor() {
        return dir("run").resolve("supervisor.json");
    }

    boolean exists() {
        return Files.exists(stateFile());
    }

    /** What earlier runs decided and reached; the initial state for a fresh home. */
    DevnetState state() {
        if (!exists()) {
            return DevnetState.INITIAL;
        }
        try {
            return JSON.readValue(stateFile().toFile(), DevnetState.class);
        } catch (IOException e) {
            throw new DevnetException(stateFile() + " cannot be read (" + e.getMessage() + "): run `devnet wipe` to start anew.",
                    e);
        }
    }

    /** Remembers the state: written aside and renamed, so that a kill leaves the old or the new one. */
    void remember(DevnetState state) {
        dir(".");
        Path aside = root.resolve("devnet.json.new");
        try {
            JSON.writeValue(aside.toFile(), state);
            Files.move(aside, stateFile(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new DevnetException(
                    "Cannot write " + stateFile() + " (" + e.getMessage() + "): free the disk and run `devnet up` again.", e);
        }
    }

    /**
     * Decides the size of a new devnet's sectors.
     *
     * @throws DevnetException for a home that has another size
     */
    void choose(SectorSize size) {
        DevnetState state = state();
        if (state.sectorSize() == size) {
            return;
        }
        if (exists()) {
            throw new DevnetException("The devnet in " + root + " has sectors of " + state.sectorSize()
                    + " and keeps them: leave --sector-size out, or choose another --home for sectors of " + size + ".");
        }
        remember(state.withSectorSize(size));
    }

    /** Takes the supervisor's lock; it dies with the process. */
    FileLock lock() {
        Path file = dir("run").resolve("supervisor.lock");
        try {
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            @Nullable
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return lock;
            }
            channel.close();
        } catch (OverlappingFileLockException e) {
            throw alreadyUp(e);
        } catch (IOException e) {
            throw new DevnetException("Cannot lock " + file + " (" + e.getMessage() + "): choose another --home.", e);
        }
        throw alreadyUp(null);
    }

    private DevnetException alreadyUp(@Nullable Throwable cause) {
        String text = "A devnet is already up in " + root + ": use `devnet status`, or `devnet down` first.";
        return cause == null ? new DevnetException(text) : new DevnetException(text, cause);
    }

    /** Credentials of a devnet whose broker lets in known users only; empty for one that began without. */
    Optional<Secrets> secrets() {
        return isSecure() ? Optional.of(Secrets.read(secretsFolder())) : Optional.empty();
    }

    /** Whether the devnet began with credentials. It stays so. */
    boolean isSecure() {
        return Files.isDirectory(secretsFolder());
    }

    /**
     * Makes the credentials of a new devnet, and what is missing of them in one that has them.
     *
     * @param certificates the tool that makes certificates
     * @throws DevnetException for a home that began without
     */
    void secure(Path certificates) {
        if (exists() && !isSecure()) {
            throw new DevnetException(
                    "The devnet in " + root
                            + " began without --secure and stays so: choose another --home, or `devnet wipe` it.");
        }
        dir(".");
        try {
            Secrets.make(secretsFolder(), certificates);
        } catch (BrokerException e) {
            throw new DevnetException(String.valueOf(e.getMessage()), e);
        }
    }

    private Path secretsFolder() {
        return root.resolve("secrets");
    }

    /** Renames the whole home to {@code HOME.old-yyyyMMdd-HHmmss} (UTC), with all that is in it; nothing may run in it. */
    Path setAside(Instant now) {
        Path aside = root.resolveSibling(root.getFileName() + ".old-" + STAMP.format(now));
        try {
            return Files.move(root, aside, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new DevnetException("Cannot set " + root + " aside as " + aside + " (" + e.getMessage()
                    + "): move it away by hand, or run `devnet wipe`.", e);
        }
    }

    /** Removes the whole home. */
    void delete() {
        if (!Files.exists(root)) {
            return;
        }
        try (var files = Files.walk(root)) {
            List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path path : deepestFirst) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new DevnetException(
                    "Cannot delete " + root + " (" + e.getMessage() + "): check who owns it and delete it by hand.", e);
        }
    }

    private Path stateFile() {
        return root.resolve("devnet.json");
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
