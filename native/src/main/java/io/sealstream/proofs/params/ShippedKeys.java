package io.sealstream.proofs.params;

import io.sealstream.proofs.ProofException;
import io.sealstream.proofs.ProofException.Code;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Verifying keys of the dev network that come with this build: of circuits whose proofs its chain checks but no node makes, so
 * that nobody has to make the parameters, which takes long, for the sake of a key of some kilobytes.
 */
final class ShippedKeys {
    private static final String RESOURCES = "/io/sealstream/proofs/params/devnet-keys/";

    private ShippedKeys() {}

    /** Writes those of a list into a folder; each appears whole. */
    static void copy(Path directory, ParameterList list) throws ProofException {
        for (String name : list.files().keySet()) {
            try (InputStream key = ShippedKeys.class.getResourceAsStream(RESOURCES + name)) {
                if (key != null) {
                    write(key, directory.resolve(name));
                }
            } catch (IOException e) {
                throw new ProofException(Code.IO, "the verifying key " + directory.resolve(name) + " cannot be written: " + e, e);
            }
        }
    }

    private static void write(InputStream key, Path file) throws IOException {
        Path aside = file.resolveSibling(file.getFileName() + ".making");
        Files.copy(key, aside, StandardCopyOption.REPLACE_EXISTING);
        Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
