package io.sealstream.node.stores;

import io.sealstream.filecoin.SectorId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A store where sealed sectors are kept: {@code sealed/s-t0<m>-<n>} and {@code cache/s-t0<m>-<n>/}, the layout of lotus and
 * damocles ({@code modules/util/sector_path}).
 */
public record LongTermStore(String name, Path root) {
    private static final String SEALED = "sealed";
    private static final String CACHE = "cache";
    private static final String INCOMING = "incoming";

    /** The replica of a sector. It is renamed into place last, so where it exists the sector is whole. */
    public Path sealed(SectorId sector) {
        return root.resolve(SEALED).resolve(SectorName.of(sector));
    }

    /** Folder of {@code p_aux}, {@code t_aux} and {@code sc-02-data-tree-r-last*}. */
    public Path cache(SectorId sector) {
        return root.resolve(CACHE).resolve(SectorName.of(sector));
    }

    /** Where a copy is written before it counts. */
    public Path incoming(SectorId sector) {
        return root.resolve(INCOMING).resolve(SectorName.of(sector));
    }

    /** Whether the sector lies here whole. */
    public boolean holds(SectorId sector) {
        return Files.isRegularFile(sealed(sector)) && Files.isDirectory(cache(sector));
    }

    /** Makes the folders of the layout. */
    public void prepare() throws IOException {
        for (String folder : List.of(SEALED, CACHE, INCOMING)) {
            Files.createDirectories(root.resolve(folder));
        }
        DurableFiles.syncFolder(root);
    }

    /** The cache files that proving needs, of a cache in scratch or here. */
    public static List<Path> provingFiles(Path cache) throws IOException {
        try (Stream<Path> files = Files.list(cache)) {
            return files.filter(LongTermStore::provingFile).sorted().toList();
        }
    }

    private static boolean provingFile(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.equals("p_aux") || name.equals("t_aux") || name.startsWith("sc-02-data-tree-r-last");
    }
}
