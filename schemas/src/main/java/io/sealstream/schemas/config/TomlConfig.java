package io.sealstream.schemas.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import org.tomlj.Toml;
import org.tomlj.TomlParseError;
import org.tomlj.TomlParseResult;

/**
 * A TOML file, read strictly. The reader asks for the keys it knows through {@link #root()}; {@link #refuseUnknown()} then refuses
 * whatever nobody asked for, so that a misspelt key is an error and not a silent default.
 */
public final class TomlConfig {
    private static final long MAX_BYTES = 1 << 20;

    private final ConfigTable root;

    private TomlConfig(ConfigTable root) {
        this.root = root;
    }

    /** Reads a file; relative paths in it are taken from the folder that holds it. */
    public static TomlConfig read(Path file) {
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw new ConfigException(file + ": larger than 1 MiB, so not a configuration; give the path of a TOML file");
            }
            Path folder = file.toAbsolutePath().getParent();
            return parse(Files.readString(file), file.toString(), folder == null ? file.toAbsolutePath() : folder);
        } catch (NoSuchFileException e) {
            throw new ConfigException(file + ": no such file; give the path of a TOML file with --config");
        } catch (IOException e) {
            throw new ConfigException(file + ": cannot be read (" + e + "); give the path of a readable UTF-8 text file");
        }
    }

    /**
     * Reads text.
     *
     * @param name   how errors call the source
     * @param folder where relative paths begin
     */
    public static TomlConfig parse(String text, String name, Path folder) {
        TomlParseResult result = Toml.parse(text);
        List<TomlParseError> errors = result.errors();
        if (!errors.isEmpty()) {
            TomlParseError first = errors.stream()
                    .min(Comparator.comparingInt((TomlParseError e) -> e.position().line())).orElseThrow();
            throw new ConfigException("%s:%d:%d: not valid TOML: %s; correct that line".formatted(name, first.position().line(),
                    first.position().column(), first.getMessage()));
        }
        return new TomlConfig(new ConfigTable(name, folder, List.of(), result));
    }

    public ConfigTable root() {
        return root;
    }

    /** Refuses the first key that nobody asked for. */
    public void refuseUnknown() {
        root.refuseUnknown();
    }
}
