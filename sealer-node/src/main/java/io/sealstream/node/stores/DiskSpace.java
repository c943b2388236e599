package io.sealstream.node.stores;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;

/** How much room a file system has. A port, so that a test can fill a disk. */
public interface DiskSpace {
    /** Bytes this process may still write at the path's file system. */
    long free(Path path) throws IOException;

    /** Size in bytes of the path's file system. */
    long total(Path path) throws IOException;

    /** What the operating system says. */
    static DiskSpace ofSystem() {
        return new DiskSpace() {
            @Override
            public long free(Path path) throws IOException {
                return store(path).getUsableSpace();
            }

            @Override
            public long total(Path path) throws IOException {
                return store(path).getTotalSpace();
            }

            private FileStore store(Path path) throws IOException {
                return Files.getFileStore(path);
            }
        };
    }
}
