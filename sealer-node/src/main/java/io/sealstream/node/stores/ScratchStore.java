package io.sealstream.node.stores;

import io.sealstream.filecoin.SectorId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A store where sectors are sealed: one folder {@code s-t0<miner>-<number>} for each sector in work. */
public record ScratchStore(String name, Path root) {

    /** The folder of a sector; it need not exist. */
    public ScratchSector sector(SectorId sector) {
        return new ScratchSector(sector, root.resolve(SectorName.of(sector)));
    }

    /** Sectors that have files here. */
    public List<SectorId> sectors() throws IOException {
        try (Stream<Path> files = Files.list(root)) {
            return files.filter(Files::isDirectory).map(file -> SectorName.parse(String.valueOf(file.getFileName())))
                    .flatMap(Optional::stream).sorted().toList();
        }
    }
}
