package io.sealstream.devnet.chain;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Homes of chains in a test's folder. */
final class Journals {
    private Journals() {}

    static Path folder(Path under, String home) {
        try {
            return Files.createDirectories(under.resolve(home));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Path file(Path under, String home) {
        return under.resolve(home).resolve("chain.journal");
    }
}
