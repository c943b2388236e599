package io.sealstream.dist;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Licence texts of the jars of others, a folder for each below {@code java/}: those that the jar brings along and those that are kept
 * for it. A jar that stands in no line of Maven's list, or has neither a text nor the Apache License, is refused.
 */
public final class JarLicences {
    private static final String OURS = "io/sealstream/";
    /** {@code (licence) (licence) Title (group:artifact:version - url)}, as the licence plugin of Maven writes it. */
    private static final Pattern LINE = Pattern
            .compile("\\s+(?<licences>\\(.+\\)) .*\\([^:()]+:(?<artifact>[^:()]+):(?<version>[^: ]+) - .*\\)");

    private final Map<String, Line> lines;
    private final KeptTexts kept;
    private final Path folder;

    private record Line(String artifact, String licences) {}

    private JarLicences(Map<String, Line> lines, KeptTexts kept, Path folder) {
        this.lines = lines;
        this.kept = kept;
        this.folder = folder;
    }

    /** Arguments: the folder of the jars, Maven's list of their licences, the texts that are kept, and the folder to write into. */
    public static void main(String[] arguments) throws IOException {
        write(Path.of(arguments[0]), Path.of(arguments[1]), Path.of(arguments[2]), Path.of(arguments[3]));
    }

    static void write(Path jars, Path list, Path kept, Path folder) throws IOException {
        JarLicences licences = new JarLicences(lines(list), new KeptTexts(kept), folder.resolve("java"));
        licences.kept.copyApache(folder);
        for (Path jar : jars(jars)) {
            try (ZipFile zip = new ZipFile(jar.toFile())) {
                if (zip.getEntry(OURS) == null) {
                    licences.copy(jar.getFileName().toString(), zip);
                }
            }
        }
    }

    private static Map<String, Line> lines(Path list) throws IOException {
        Map<String, Line> lines = new HashMap<>();
        for (String line : Files.readAllLines(list)) {
            Matcher matcher = LINE.matcher(line);
            if (matcher.matches()) {
                String artifact = matcher.group("artifact");
                lines.put(artifact + "-" + matcher.group("version") + ".jar", new Line(artifact, matcher.group("licences")));
            }
        }
        return lines;
    }

    private static List<Path> jars(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
        }
    }

    private void copy(String jar, ZipFile zip) throws IOException {
        Line line = lines.get(jar);
        if (line == null) {
            throw new IllegalStateException(
                    jar + " is in the archive and in no line of the list of licences: declare it where that is made");
        }
        Path to = folder.resolve(line.artifact());
        boolean own = copyOwn(zip, to);
        if (!kept.copy(line.artifact(), to) && !own) {
            kept.requireApache(line.artifact(), line.licences());
        }
    }

    private static boolean copyOwn(ZipFile zip, Path to) throws IOException {
        List<? extends ZipEntry> texts = zip.stream().filter(JarLicences::isText).toList();
        for (ZipEntry text : texts) {
            Files.createDirectories(to);
            try (InputStream bytes = zip.getInputStream(text)) {
                Files.copy(bytes, to.resolve(name(text)), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        return !texts.isEmpty();
    }

    private static boolean isText(ZipEntry entry) {
        boolean where = entry.getName().startsWith("META-INF/") || entry.getName().indexOf('/') < 0;
        return where && !entry.isDirectory() && KeptTexts.isLicence(name(entry));
    }

    private static String name(ZipEntry entry) {
        return entry.getName().substring(entry.getName().lastIndexOf('/') + 1);
    }
}
