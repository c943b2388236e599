package io.sealstream.proofs.scripted;

import io.sealstream.proofs.Bytes;
import io.sealstream.proofs.ProofException;
import io.sealstream.proofs.ProofException.Code;
import io.sealstream.proofs.Sealing.SectorFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;

/** The files of a sector under the names the library gives them (2 KiB: two layers, one tree-r-last). */
final class ScriptedFiles {
    private static final List<String> LAYERS = List.of("sc-02-data-layer-1.dat", "sc-02-data-layer-2.dat",
            "sc-02-data-tree-d.dat");
    private static final String TREE_C = "sc-02-data-tree-c.dat";
    private static final List<String> KEPT = List.of("p_aux", "t_aux", "sc-02-data-tree-r-last.dat");

    private ScriptedFiles() {}

    static byte[] read(Path file, long size) throws ProofException {
        byte[] content = io(() -> Files.readAllBytes(file));
        if (content.length < size) {
            throw new ProofException(Code.LIBRARY, file + " has " + content.length + " bytes, not " + size);
        }
        return Arrays.copyOf(content, Math.toIntExact(size));
    }

    /** Appends at the next multiple of the size; returns the bytes filled up before. */
    static long append(Path file, byte[] padded) throws ProofException {
        return io(() -> {
            long present = Files.exists(file) ? Files.size(file) : 0;
            long gap = (padded.length - present % padded.length) % padded.length;
            Files.write(file, new byte[Math.toIntExact(gap)], StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            Files.write(file, padded, StandardOpenOption.APPEND);
            return gap;
        });
    }

    static void writeLayers(SectorFiles files, byte[] content) throws ProofException {
        Path cache = files.cache();
        io(() -> Files.createDirectories(cache));
        io(() -> Files.write(files.sealed(), content));
        for (String layer : LAYERS) {
            io(() -> Files.write(cache.resolve(layer), content));
        }
        io(() -> Files.write(cache.resolve("t_aux"), new byte[]{ 1}));
    }

    static void requireLayers(Path cache) throws ProofException {
        requireAll(cache, LAYERS);
    }

    static void requireProvable(Path cache) throws ProofException {
        requireAll(cache, List.of("p_aux", KEPT.getLast()));
    }

    private static void requireAll(Path cache, List<String> names) throws ProofException {
        for (String name : names) {
            if (!Files.exists(cache.resolve(name))) {
                throw new ProofException(Code.IO, cache.resolve(name) + " is missing");
            }
        }
    }

    static void writeReplica(SectorFiles files, byte[] replica, Bytes commR) throws ProofException {
        io(() -> Files.write(files.sealed(), replica));
        io(() -> Files.write(files.cache().resolve(TREE_C), replica));
        for (String name : KEPT) {
            io(() -> Files.write(files.cache().resolve(name), commR.toArray()));
        }
    }

    static void requireReplica(Path sealed, Bytes commR, long sectorSize) throws ProofException {
        if (!Arrays.equals(read(sealed, sectorSize), ScriptedProofs.replica(commR, sectorSize))) {
            throw new ProofException(Code.LIBRARY, sealed + " does not open to CommR");
        }
    }

    static void clear(Path cache) throws ProofException {
        for (String name : LAYERS) {
            io(() -> Files.deleteIfExists(cache.resolve(name)));
        }
        io(() -> Files.deleteIfExists(cache.resolve(TREE_C)));
    }

    private interface Io<T> {
        T run() throws IOException;
    }

    private static <T> T io(Io<T> action) throws ProofException {
        try {
            return action.run();
        } catch (IOException e) {
            throw new ProofException(Code.IO, String.valueOf(e.getMessage()), e);
        }
    }
}
