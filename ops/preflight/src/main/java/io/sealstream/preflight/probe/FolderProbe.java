package io.sealstream.preflight.probe;

import io.sealstream.node.stores.DurableFiles;
import io.sealstream.node.stores.Holder;
import io.sealstream.node.stores.StoreException;
import io.sealstream.node.stores.StoreSpec;
import io.sealstream.preflight.facts.FolderFacts;
import io.sealstream.preflight.facts.StoreFacts;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Looks at folders. */
final class FolderProbe {
    /** Room that a measurement leaves alone. */
    private static final long SPARE = 1L << 30;

    private FolderProbe() {}

    static StoreFacts store(StoreSpec store) {
        try {
            Holder.require(store.path(), store.name());
            if (!Files.isWritable(store.path())) {
                return StoreFacts.unusable("store " + store.name() + ": this user may not write in " + store.path());
            }
            FileStore disk = Files.getFileStore(store.path());
            long free = disk.getUsableSpace();
            DiskSpeed speed = free < DiskSpeed.BYTES + SPARE ? new DiskSpeed(0, 0, false) : DiskSpeed.measure(store.path());
            return new StoreFacts("", free, disk.getTotalSpace(), speed.write(), speed.read(), speed.direct());
        } catch (StoreException e) {
            return StoreFacts.unusable(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            return StoreFacts.unusable("store " + store.name() + ": " + store.path() + " fails: " + DurableFiles.reason(e));
        }
    }

    static FolderFacts folder(Path folder) {
        if (!Files.isDirectory(folder)) {
            Path above = folder.toAbsolutePath();
            while (!Files.exists(above) && above.getParent() != null) {
                above = above.getParent();
            }
            return new FolderFacts(false, Files.isDirectory(above) && Files.isWritable(above), "", 0);
        }
        try {
            return new FolderFacts(true, Files.isWritable(folder),
                    PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)),
                    Files.getFileStore(folder).getUsableSpace());
        } catch (IOException e) {
            return new FolderFacts(true, false, "", 0);
        }
    }
}
