package io.sealstream.proofs.params;

import io.sealstream.proofs.Circuit;
import io.sealstream.proofs.ProofException;
import io.sealstream.proofs.ProofException.Code;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Room for parameters that are about to be made. A port, so that a test can fill a disk. */
@FunctionalInterface
interface MakerRoom {
    /** What the operating system says. */
    MakerRoom OF_SYSTEM = folder -> Files.getFileStore(folder).getUsableSpace();

    /** Bytes that this process may still write in a folder. */
    long free(Path folder) throws IOException;

    /**
     * Refuses a folder without room for these circuits: they are made in minutes, so it is said before the first of them.
     *
     * @throws ProofException with the bytes needed and there
     */
    default void require(Path folder, List<Circuit> circuits) throws ProofException {
        long needed = circuits.stream().mapToLong(circuit -> CircuitWork.of(circuit).bytes()).sum();
        try {
            long free = free(folder);
            if (free < needed) {
                throw new ProofException(Code.PARAMETERS, "the parameters to make need " + gigabytes(needed) + " in " + folder
                        + ", where " + gigabytes(free) + " are free: make room, or choose a folder on another disk");
            }
        } catch (IOException e) {
            throw new ProofException(Code.IO, "the free space of " + folder + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static String gigabytes(long bytes) {
        return "%.1f GB".formatted(bytes / 1e9);
    }
}
