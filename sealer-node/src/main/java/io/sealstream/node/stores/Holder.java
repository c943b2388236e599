package io.sealstream.node.stores;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The mark of a store: the file {@code .holder} in its root, one line with the store's name. Without it an unmounted disk would
 * look like an empty store, and sealing would fill the disk below the mount point.
 */
public final class Holder {
    /** Name of the mark; damocles-worker uses the same ({@code store.rs}). */
    public static final String FILE = ".holder";
    private static final long MAX_BYTES = 1024;

    private Holder() {}

    /**
     * Makes a folder a store.
     *
     * @throws StoreException when the folder is another store, holds other files, or cannot be written
     */
    public static void init(Path root, String name) throws StoreException {
        try {
            Files.createDirectories(root);
            Path mark = root.resolve(FILE);
            if (Files.exists(mark)) {
                require(root, name);
                return;
            }
            try (var files = Files.list(root)) {
                if (files.anyMatch(file -> !file.endsWith("lost+found"))) {
                    throw new StoreException(root + " is not empty and is not a store: choose an empty folder, or put a file "
                            + FILE + " with the line \"" + name + "\" there by hand if this is the right one");
                }
            }
            DurableFiles.write(mark, (name + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new StoreException(root + " could not be made a store: " + DurableFiles.reason(e), e);
        }
    }

    /**
     * Checks that a folder is the store of that name.
     *
     * @throws StoreException naming what is wrong and the command that repairs it
     */
    public static void require(Path root, String name) throws StoreException {
        if (!Files.isDirectory(root)) {
            throw new StoreException("store " + name + ": the folder " + root
                    + " does not exist: mount the disk, or make the store with 'sealer-node store init " + root + " --name "
                    + name
                    + "'");
        }
        Path mark = root.resolve(FILE);
        if (!Files.isRegularFile(mark)) {
            throw new StoreException("store " + name + ": " + root + " has no file " + FILE
                    + ", so it may be an unmounted disk: mount it, or make the store with 'sealer-node store init " + root
                    + " --name " + name + "'");
        }
        String found = read(mark, name);
        if (!found.equals(name)) {
            throw new StoreException("store " + name + ": " + root + " is the store \"" + found
                    + "\": the disks may be swapped; correct the path or the name in the configuration");
        }
    }

    private static String read(Path mark, String name) throws StoreException {
        try {
            if (Files.size(mark) > MAX_BYTES) {
                throw new StoreException(
                        "store " + name + ": " + mark + " is not the mark of a store, it has more than " + MAX_BYTES
                                + " bytes");
            }
            return Files.readString(mark).strip();
        } catch (IOException e) {
            throw new StoreException("store " + name + ": " + mark + " cannot be read: " + DurableFiles.reason(e), e);
        }
    }
}
