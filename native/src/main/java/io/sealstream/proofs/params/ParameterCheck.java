package io.sealstream.proofs.params;

import io.sealstream.proofs.ProofException;
import io.sealstream.proofs.ProofException.Code;
import io.sealstream.proofs.engine.ParameterEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Compares the parameter files of a folder with a list. Digests are remembered by size and modification time
 * ({@link DigestCache}), since the parameters of 32 GiB sectors take minutes to read.
 */
public final class ParameterCheck {
    /** Hexadecimal digits of a digest that the lists keep. */
    private static final int DIGITS = 32;

    private final ParameterEngine engine;
    private final Path directory;

    /**
     * @param engine computes digests
     * @param directory the parameter cache to check
     */
    public ParameterCheck(ParameterEngine engine, Path directory) {
        this.engine = engine;
        this.directory = directory;
    }

    /** What is wrong with one file. */
    public sealed interface Finding {
        String file();

        /** It is not there. */
        record Missing(String file) implements Finding {}

        /** Its content is not what the list names. */
        record Wrong(String file, String expected, String found) implements Finding {}

        /** One sentence for people. */
        default String sentence() {
            return switch (this) {
                case Missing missing -> missing.file() + " is missing";
                case Wrong wrong -> wrong.file() + " is damaged or of another origin: its digest is " + wrong.found()
                        + ", it must be " + wrong.expected();
            };
        }
    }

    /** Checks every file of the list; an empty answer means that all are present and right. */
    public List<Finding> check(ParameterList list) throws ProofException {
        DigestCache cache = DigestCache.open(directory);
        List<Finding> findings = new ArrayList<>();
        for (Map.Entry<String, ParameterList.Entry> file : new TreeMap<>(list.files()).entrySet()) {
            Path path = directory.resolve(file.getKey());
            String expected = file.getValue().digest();
            if (!Files.isRegularFile(path)) {
                findings.add(new Finding.Missing(file.getKey()));
                continue;
            }
            String found = cache.digest(path, this::compute);
            if (!found.equals(expected)) {
                findings.add(new Finding.Wrong(file.getKey(), expected, found));
            }
        }
        cache.save();
        return findings;
    }

    /**
     * Gives a file that was fetched its name, when its content is what the list names. Its digest is remembered, so that the next
     * check need not read it again.
     *
     * @param fetched a whole file in the same folder
     * @return what is wrong with it; empty when it stands under its name, in place of whatever stood there
     */
    public Optional<Finding> adopt(Path fetched, String file, String expected) throws ProofException {
        String found = compute(fetched);
        if (!found.equals(expected)) {
            return Optional.of(new Finding.Wrong(file, expected, found));
        }
        Path named = directory.resolve(file);
        try {
            Files.move(fetched, named, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new ProofException(Code.IO, fetched + " cannot be renamed to " + named + ": " + e.getMessage(), e);
        }
        DigestCache cache = DigestCache.open(directory);
        cache.digest(named, _ -> found);
        cache.save();
        return Optional.empty();
    }

    private String compute(Path file) throws ProofException {
        return engine.digest(file).hex().substring(0, DIGITS);
    }
}
