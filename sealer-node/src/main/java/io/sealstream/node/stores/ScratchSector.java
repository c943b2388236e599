package io.sealstream.node.stores;

import io.sealstream.filecoin.SectorId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The files of a sector in sealing.
 *
 * <pre>
 * s-t01000-17/staged          unsealed data, fr32-padded
 *             sealed          the replica
 *             cache/          layers, trees, p_aux, t_aux
 *             cache.digest    what the cache belongs to
 *             pc1.json, pc2.json, c1.json, proof   outputs of finished stages (named in the journal with their digests)
 * </pre>
 */
public record ScratchSector(SectorId sector, Path folder) {
    private static final String FREED = ".freed";

    public Path staged() {
        return folder.resolve("staged");
    }

    public Path sealed() {
        return folder.resolve("sealed");
    }

    public Path cache() {
        return folder.resolve("cache");
    }

    /** Where the output of a finished stage is kept. */
    public Path output(String name) {
        return folder.resolve(name);
    }

    private Path digestFile() {
        return folder.resolve("cache.digest");
    }

    public boolean exists() {
        return Files.isDirectory(folder);
    }

    /** Makes the folder. */
    public void create() throws IOException {
        Files.createDirectories(folder);
    }

    /**
     * Makes sure that cache and sealed file belong to the sealing that {@code digest} names: another digest, or none, wipes both.
     * The library reuses a layer file by its size alone, so the remains of another ticket would spoil the sector unnoticed.
     *
     * @param digest of proof type, prover id, number, ticket and CommD
     * @return false if remains were wiped, or there was nothing yet
     */
    public boolean claimCache(String digest) throws IOException {
        if (Files.isDirectory(cache()) && Files.isRegularFile(digestFile())
                && Files.readString(digestFile()).strip().equals(digest)) {
            return true;
        }
        wipe();
        DurableFiles.write(digestFile(), (digest + "\n").getBytes(StandardCharsets.UTF_8));
        return false;
    }

    /** The digest the cache carries; empty text when there is none. */
    public String cacheDigest() throws IOException {
        return Files.isRegularFile(digestFile()) ? Files.readString(digestFile()).strip() : "";
    }

    /** Empties the cache and removes the sealed file; the digest goes first, so that a half wiped cache is never trusted. */
    public void wipe() throws IOException {
        Files.deleteIfExists(digestFile());
        if (Files.isDirectory(folder)) {
            DurableFiles.syncFolder(folder);
        }
        DurableFiles.deleteTree(cache());
        Files.deleteIfExists(sealed());
        Files.createDirectories(cache());
    }

    /** Deletes everything of the sector. Renamed first: what a crash leaves is not taken for a sector. */
    public void free() throws IOException {
        Path freed = folder.resolveSibling(folder.getFileName() + FREED);
        DurableFiles.deleteTree(freed);
        if (exists()) {
            DurableFiles.rename(folder, freed);
            DurableFiles.deleteTree(freed);
        }
    }
}
