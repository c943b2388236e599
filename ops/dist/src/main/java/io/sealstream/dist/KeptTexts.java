package io.sealstream.dist;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/**
 * Licence texts that are kept in {@code ops/dist/licences}, in a folder by the name of what comes without them, and beside those
 * the Apache License 2.0, one copy of which does for everything that is under it.
 */
record KeptTexts(Path folder) {
    private static final String APACHE = "Apache-2.0.txt";
    private static final String LICENCE_FILE = "(?i)(licen[cs]e|copying|copyright|notice|al2|lgpl).*";

    /** Whether a file of this name holds a licence. */
    static boolean isLicence(String file) {
        return file.matches(LICENCE_FILE) && !file.endsWith(".class");
    }

    /** Copies what is kept under a name; whether there was anything. */
    boolean copy(String name, Path to) throws IOException {
        Path kept = folder.resolve(name);
        return Files.isDirectory(kept) && copyAll(files(kept), to);
    }

    /** Copies files into a folder, which is made if there are any; whether there were. */
    static boolean copyAll(List<Path> files, Path to) throws IOException {
        for (Path file : files) {
            Files.createDirectories(to);
            Files.copy(file, to.resolve(file.getFileName().toString()), StandardCopyOption.REPLACE_EXISTING);
        }
        return !files.isEmpty();
    }

    static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    void copyApache(Path to) throws IOException {
        copyAll(List.of(folder.resolve(APACHE)), to);
    }

    /** Refuses something without a text of its own, unless the Apache License is one of its licences. */
    void requireApache(String name, String licence) {
        if (!licence.contains("Apache")) {
            throw new IllegalStateException(name + " (" + licence + ") comes without the text of its licence: put it into "
                    + folder.resolve(name));
        }
    }
}
