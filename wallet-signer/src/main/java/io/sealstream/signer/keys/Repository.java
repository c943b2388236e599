package io.sealstream.signer.keys;

import io.sealstream.signer.keys.WalletException.Reason;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The folder of a wallet, held by one process, with the file of its keys, which may lie in another folder. The lock is the operating
 * system's: it dies with the process, so a restart after a kill finds it free. Every file in the folder belongs to its owner alone.
 */
public final class Repository implements AutoCloseable {
    private static final String LOCK = "repo.lock";
    private static final String KEYS = "keystore.sqlit";
    private static final String RECORD = "signing-record.sqlite";
    private static final String ADMIN = "admin.json";
    private static final String TOKENS = "jwt.secret";
    private static final String SUPPORT = "support-accounts";
    private static final int SECRET_BYTES = 32;
    /** The database files and what SQLite writes beside them: both hold the same pages. */
    private static final List<String> PRIVATE = List.of(RECORD, RECORD + "-wal", RECORD + "-shm", ADMIN, TOKENS);
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> OWNER_ONLY_FOLDER = PosixFilePermissions.fromString("rwx------");

    private final Path home;
    private final Path keyStore;
    private final List<FileChannel> locks;

    private Repository(Path home, Path keyStore, List<FileChannel> locks) {
        this.home = home;
        this.keyStore = keyStore;
        this.locks = locks;
    }

    /** Opens a folder with its keys in it; see {@link #open(Path, Path)}. */
    public static Repository open(Path home) {
        return open(home, keysOf(home));
    }

    /**
     * Makes the folder where it is missing and takes its lock, and the lock of the keys' folder where that is another one. What a killed
     * process left for its command line is removed.
     *
     * @param keyStore file of the keys; its folder must exist unless it is {@code home}
     * @throws WalletException {@code IN_USE} if another process holds it, {@code PERMISSIONS} if others may read a file of it
     */
    public static Repository open(Path home, Path keyStore) {
        try {
            if (!Files.isDirectory(home)) {
                Files.createDirectories(home, PosixFilePermissions.asFileAttribute(OWNER_ONLY_FOLDER));
            }
            for (String name : PRIVATE) {
                requirePrivate(home.resolve(name));
            }
            requirePrivate(keyStore);
            requirePrivate(keyStore.resolveSibling(keyStore.getFileName() + "-journal"));
            Repository opened = new Repository(home, keyStore, locks(home, keyStore));
            Files.deleteIfExists(adminOf(home));
            return opened;
        } catch (IOException e) {
            throw storage("the wallet folder " + home + " cannot be opened: " + e.getMessage(), e);
        }
    }

    private static List<FileChannel> locks(Path home, Path keyStore) throws IOException {
        Path keys = Objects.requireNonNull(keyStore.toAbsolutePath().normalize().getParent(), "a file has a folder");
        if (!Files.isDirectory(keys)) {
            throw new WalletException(Reason.STORAGE, "there is no folder for the key store " + keyStore
                    + "; make it, or correct DB.Conn in the configuration");
        }
        FileChannel own = lock(home);
        if (Files.isSameFile(keys, home)) {
            return List.of(own);
        }
        try {
            return List.of(own, lock(keys));
        } catch (IOException | WalletException e) {
            own.close();
            throw e;
        }
    }

    private static FileChannel lock(Path home) throws IOException {
        Path file = ownerOnly(home.resolve(LOCK));
        FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() != null) {
                return channel;
            }
        } catch (OverlappingFileLockException e) {
            channel.close();
            throw inUse(home, e);
        }
        channel.close();
        throw inUse(home, null);
    }

    private static WalletException inUse(Path home, @Nullable Throwable cause) {
        String sentence = "the wallet folder " + home + " is in use by another wallet-signer; stop that one first";
        return cause == null ? new WalletException(Reason.IN_USE, sentence) : new WalletException(Reason.IN_USE, sentence, cause);
    }

    /**
     * Insists that a file, if there is one, is for its owner alone.
     *
     * @throws WalletException {@code PERMISSIONS} with the command that mends it
     */
    public static void requirePrivate(Path file) {
        try {
            if (Files.exists(file) && !OWNER_ONLY.containsAll(Files.getPosixFilePermissions(file))) {
                throw new WalletException(Reason.PERMISSIONS,
                        "others than its owner may use " + file + "; run: chmod 600 " + file);
            }
        } catch (IOException e) {
            throw storage("the permissions of " + file + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** The file, made empty for its owner alone where it does not exist. */
    private static Path ownerOnly(Path file) throws IOException {
        try {
            return Files.createFile(file, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
        } catch (FileAlreadyExistsException e) {
            return file;
        }
    }

    public Path home() {
        return home;
    }

    /** Encrypted keys. */
    public Path keyFile() {
        return made(keyStore);
    }

    /** The signing record. */
    public Path recordFile() {
        return made(home.resolve(RECORD));
    }

    /** Accounts that were added to those of the configuration; need not exist. */
    public Path supportFile() {
        return home.resolve(SUPPORT);
    }

    /** The secret of the API's tokens, in hexadecimal in a file for its owner alone; made at the first call. */
    public byte[] tokenSecret() {
        Path file = home.resolve(TOKENS);
        try {
            if (!Files.exists(file)) {
                byte[] fresh = new byte[SECRET_BYTES];
                new SecureRandom().nextBytes(fresh);
                Files.writeString(ownerOnly(file), HexFormat.of().formatHex(fresh));
            }
            byte[] secret = HexFormat.of().parseHex(Files.readString(file).strip());
            if (secret.length < SECRET_BYTES) {
                throw new IllegalArgumentException("it has " + secret.length + " bytes");
            }
            return secret;
        } catch (IOException | IllegalArgumentException e) {
            throw storage(
                    "the file " + file + " does not hold " + SECRET_BYTES + " bytes or more in hexadecimal (" + e.getMessage()
                            + "); remove it to have a new one made, which ends all tokens",
                    e);
        }
    }

    /** Where the keys of a wallet folder lie unless its configuration says otherwise; venus-wallet's file name. */
    public static Path keysOf(Path home) {
        return home.resolve(KEYS);
    }

    /** Where the record of a wallet folder lies, for readers that do not hold the folder. */
    public static Path recordOf(Path home) {
        return home.resolve(RECORD);
    }

    /** Where a running daemon says how its command line reaches it. */
    public static Path adminOf(Path home) {
        return home.resolve(ADMIN);
    }

    /** Writes the admin file anew for its owner alone. */
    public void writeAdmin(byte[] content) {
        Path file = adminOf(home);
        Path aside = home.resolve(ADMIN + ".new");
        try {
            Files.deleteIfExists(aside);
            Files.write(ownerOnly(aside), content);
            Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw storage("the file " + file + " cannot be written: " + e.getMessage(), e);
        }
    }

    private static Path made(Path file) {
        try {
            return ownerOnly(file);
        } catch (IOException e) {
            throw storage("the file " + file + " cannot be made: " + e.getMessage(), e);
        }
    }

    private static WalletException storage(String sentence, Throwable cause) {
        return new WalletException(Reason.STORAGE, sentence, cause);
    }

    /** Removes the admin file and frees the locks. */
    @Override
    public void close() {
        try {
            Files.deleteIfExists(adminOf(home));
            for (FileChannel lock : locks) {
                lock.close();
            }
        } catch (IOException e) {
            throw storage("the wallet folder " + home + " cannot be released: " + e.getMessage(), e);
        }
    }
}
